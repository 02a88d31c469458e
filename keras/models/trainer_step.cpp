// What `compile` was given, settled for the outputs of the model; and one step of training.
#include <algorithm>

#include "keras/graph/mask.hpp"
#include "keras/losses/crossentropy_by_shape.hpp"
#include "keras/metrics.hpp"
#include "keras/models/trainer.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

bool is_of_another_model(const Optimizer& optimizer, const Variables& variables) {
  const auto& core = optimizer.impl()->core();
  const auto& known = core.trainable();
  return core.built() && !known.empty() && !variables.empty() &&
         std::none_of(variables.begin(), variables.end(), [&](const Variable& variable) {
           return std::find(known.begin(), known.end(), variable) != known.end();
         });
}

}  // namespace

Metric Trainer::resolve_metric(const Metric& metric, const Tensor& y, const Tensor& y_pred) const {
  const auto& id = metric.identifier();
  if (metric.defined()) return metric;
  const auto labels = losses::labels_by_shape(y, y_pred);
  const char* kind = labels == losses::Labels::binary    ? "Binary"
                     : labels == losses::Labels::numbers ? "SparseCategorical"
                                                         : "Categorical";
  const Object config = {{"name", id}};
  return Registry<Metric>::instance().get(text(kind, "Accuracy")).from_config(config);
}

namespace {

void expect_comparison(const Metric& metric, const char* argument) {
  const auto name = metric.class_name();
  if (name == "Mean" || name == "Sum")
    fail("compile: ", argument, " must compare labels with predictions; received metrics.", name);
}

}  // namespace

void Trainer::add_metrics(std::size_t i, const PerOutput<Metric>::Item& item, const char* argument,
                          const Tensor& y, const Tensor& y_pred, bool weighted) {
  const bool single = outputs_.size() == 1;
  auto& output = outputs_[i];
  const auto prefix = single ? std::string() : output.name + "_";
  for (const auto& metric : item.values) {
    if (!metric.defined() && metric.identifier().empty()) {
      if (single || item.nested)
        fail("compile: ", argument, " must have no None in a list; received None");
      continue;  // None for all of an output
    }
    const auto settled = resolve_metric(metric, y, y_pred);
    expect_comparison(settled, argument);
    const auto own = metric.identifier().empty() ? settled.name() : metric.identifier();
    const auto is_taken = [&](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), prefix + own) != names.end();
    };
    const bool again = is_taken(output.metric_names) || is_taken(output.weighted_names);
    const auto name = prefix + (weighted && again ? "weighted_" : "") + own;
    (weighted ? output.weighted : output.metrics).push_back(settled);
    (weighted ? output.weighted_names : output.metric_names).push_back(name);
  }
}

void Trainer::resolve_metrics(const PerOutput<Metric>& given, const char* argument,
                              const Tensors& y, const Tensors& y_pred, bool weighted) {
  const auto& items = given.items();
  const bool single = outputs_.size() == 1;
  const auto add = [&](std::size_t i, const PerOutput<Metric>::Item& item) {
    add_metrics(i, item, argument, y[i], y_pred[i], weighted);
  };
  // As in Keras, one output has all metrics, whatever they are filed under.
  if (given.kind() == PerOutput<Metric>::Kind::named && !single) {
    for (const auto& item : items) {
      const auto at = std::find_if(outputs_.begin(), outputs_.end(),
                                   [&](const Output& o) { return o.name == item.name; });
      if (at == outputs_.end()) {
        std::vector<std::string> names;
        for (const auto& output : outputs_) names.push_back(output.name);
        fail("compile: ", argument, " names the output ", quoted(item.name),
             suggestion(item.name, names));
      }
      add(static_cast<std::size_t>(at - outputs_.begin()), item);
    }
    return;
  }
  const bool all_to_first = single || given.kind() == PerOutput<Metric>::Kind::one;
  if (!all_to_first && !items.empty() && items.size() != outputs_.size())
    fail("compile: ", argument, " must have one entry for each of the ", outputs_.size(),
         " outputs; received ", items.size());
  for (std::size_t k = 0; k < items.size(); ++k) add(all_to_first ? 0 : k, items[k]);
}

void Trainer::resolve(const Tensors& y, const Tensors& y_pred,
                      const std::vector<std::string>& names) {
  if (resolved_) return;
  for (std::size_t i = 0; i < y_pred.size(); ++i)
    outputs_.emplace_back().name = i < names.size() ? names[i] : text("output_", i);
  std::vector<std::string> all_names;
  for (const auto& output : outputs_) all_names.push_back(output.name);
  auto losses = losses_of_outputs(options_.loss, options_.loss_weights, all_names,
                                  y_pred.kind() == Tensors::Kind::dict);
  std::size_t count = 0;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    outputs_[i].losses = std::move(losses[i]);
    std::erase_if(outputs_[i].losses, [](const WeightedLoss& l) { return !l.loss.defined(); });
    count += outputs_[i].losses.size();
  }
  // Outputs of one layer share a name: the last of their losses is shown, as in Keras.
  const auto is_last_of_its_name = [&](const Output& output) {
    return std::none_of(
        outputs_.begin() + (&output - outputs_.data()) + 1, outputs_.end(),
        [&](const Output& later) { return later.name == output.name && !later.losses.empty(); });
  };
  if (count > 1)
    for (auto& output : outputs_)
      if (!output.losses.empty() && is_last_of_its_name(output))
        output.tracker = metrics::Mean({.name = output.name + "_loss"});
  resolve_metrics(options_.metrics, "metrics", y, y_pred, false);
  resolve_metrics(options_.weighted_metrics, "weighted_metrics", y, y_pred, true);
  resolved_ = true;
}

Object Trainer::config() const {
  return {
      {"optimizer", to_value(options_.optimizer)},
      {"loss", to_value(options_.loss)},
      {"loss_weights", to_value(options_.loss_weights)},
      {"metrics", to_value(options_.metrics)},
      {"weighted_metrics", to_value(options_.weighted_metrics)},
      {"run_eagerly", options_.run_eagerly},
      {"steps_per_execution", options_.steps_per_execution},
      {"jit_compile", options_.jit_compile == Value("auto") ? Value(true) : options_.jit_compile}};
}

void Trainer::forget_programs() { programs_.clear(); }

void Trainer::build_optimizer(const Model& model) {
  auto& optimizer = options_.optimizer;
  if (!optimizer.defined() || !model.built()) return;
  const auto variables = model.trainable_variables();
  // Options may be kept for several models: each gets an optimizer of its own.
  if (is_of_another_model(optimizer, variables))
    optimizer = deserialize<Optimizer>(to_value(optimizer));
  optimizer.build(variables);
}

Tensor Trainer::weight_of(const Tensors& weights, std::size_t output) const {
  if (weights.size() == 0) return {};
  return weights.size() == 1 ? weights[0] : weights[output];
}

Tensor Trainer::loss_of(const Output& output, const Loss& loss, const Tensor& y,
                        const Tensor& y_pred, const Tensor& weight) {
  try {
    return loss(y, y_pred, weight);
  } catch (const ValueError& error) {
    const std::string_view why(error.what());
    if (!why.starts_with("ops.")) throw;
    fail("the loss of output ", quoted(output.name), " cannot be computed: ", why);
  }
}

Tensor Trainer::total_loss(const Model& model, const Tensors& y, const Tensors& y_pred,
                           const Tensors& weights) {
  Tensor total;
  const auto add = [&](const Tensor& part) { total = total.defined() ? total + part : part; };
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const auto& output = outputs_[i];
    Tensor loss;
    for (const auto& each : output.losses) {
      loss = loss_of(output, each.loss, y[i], y_pred[i], weight_of(weights, i));
      add(each.weight == 1 ? loss : loss * each.weight);
    }
    if (output.tracker.defined())  // as in Keras, the last of several is shown
      output.tracker.update_state(loss, None,
                                  ops::number(static_cast<double>(y_pred[i].shape(0)), "float32"));
  }
  for (const auto& loss : model.losses()) add(ops::sum(loss));
  if (!total.defined()) return ops::zeros({});  // as in Keras on JAX
  return ops::cast(total, "float32");
}

void Trainer::update_metrics(const Tensors& y, const Tensors& y_pred, const Tensors& weights,
                             const Tensor& loss) {
  loss_tracker_.update_state(loss, None,
                             ops::number(static_cast<double>(y_pred[0].shape(0)), "float32"));
  if (y.size() == 0) return;  // the loss comes from layers
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    update_output_metrics(outputs_[i], y[i], y_pred[i], weight_of(weights, i));
}

void Trainer::update_output_metrics(const Output& output, const Tensor& y, const Tensor& y_pred,
                                    const Tensor& weight) {
  for (const auto& metric : output.metrics) metric.update_state(y, y_pred);
  for (const auto& metric : output.weighted) metric.update_state(y, y_pred, weight);
}

namespace {

/// In Keras on JAX, predictions leave the differentiated function without their masks: metrics see
/// masks in `evaluate`, not in `fit`.
Tensors without_masks(const Tensors& tensors) {
  auto flat = tensors.flat();
  for (auto& tensor : flat)
    if (graph::mask_of(tensor).defined()) tensor = ops::stop_gradient(tensor);
  return tensors.with(std::move(flat));
}

}  // namespace

Tensor Trainer::measured_loss(const Model& model, const Arrays& batch, bool training) {
  const auto y_pred = model.call_all(batch.x, {.training = training});
  resolve(batch.y, y_pred, model.implementation().output_names());
  const auto loss = total_loss(model, batch.y, y_pred, batch.weights);
  update_metrics(batch.y, training ? without_masks(y_pred) : y_pred, batch.weights, loss);
  if (training && loss.rank() > 0)
    fail("fit: a loss without reduction cannot be made small; received losses of shape ",
         loss.shape());
  return loss;
}

void Trainer::record_step(const Model& model, const Arrays& batch, bool training) {
  const LossCollector collector;
  auto& implementation = model.implementation();
  if (implementation.has_step(training)) {
    own_metrics_ = implementation.own_metrics();
    return implementation.step(model, {batch.x, batch.y, batch.weights}, training);
  }
  const auto loss = measured_loss(model, batch, training);
  const auto variables = model.trainable_variables();
  if (training && !variables.empty()) options_.optimizer.minimize(loss, variables);
}

Tensor Trainer::compute_loss(const Model& model, const Batch& batch, const Tensors& y_pred) {
  resolve(batch.y, y_pred, model.implementation().output_names());
  return total_loss(model, batch.y, y_pred, batch.sample_weight);
}

void Trainer::compute_metrics(const Model& model, const Batch& batch, const Tensors& y_pred) {
  resolve(batch.y, y_pred, model.implementation().output_names());
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    update_output_metrics(outputs_[i], batch.y[i], y_pred[i], weight_of(batch.sample_weight, i));
}

}  // namespace keras
