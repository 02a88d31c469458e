#include "keras/models/trainer.hpp"

#include <algorithm>
#include <cmath>

#include "keras/compiler/recording.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/trace.hpp"
#include "keras/initializers/numbers.hpp"
#include "keras/metrics.hpp"
#include "keras/models/token_checks.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras {
namespace {

constexpr int default_batch_size = 32;

int checked_batch_size(std::optional<int> given) {
  const int size = given.value_or(default_batch_size);
  if (size < 1) fail("fit: batch_size must be positive; received batch_size=", size);
  return size;
}

}  // namespace

Trainer::Trainer(CompileOptions options)
    : options_(std::move(options)), loss_tracker_(metrics::Mean({.name = "loss"})) {
  if (options_.steps_per_execution < 1)
    fail("compile: steps_per_execution must be positive; received ", options_.steps_per_execution);
}

namespace {

/// Lets a program also gather `size` rows of `data` by their numbers.
void add_gathering(compiler::Traced& traced, const Arrays& data, std::int64_t size) {
  const auto numbers = graph::placeholder({Shape({size}), DType::int32});
  for (const auto& array : data.all()) {
    traced.arguments.push_back(graph::placeholder(array.spec()));
    traced.results.push_back(ops::take(traced.arguments.back(), numbers, {.axis = 0}));
  }
  traced.arguments.push_back(numbers);
}

}  // namespace

Trainer::Program& Trainer::program(const Model& model, const Arrays& data, std::int64_t size,
                                   bool training, bool gathers) {
  auto key = text(training ? "train " : "test ", size, gathers ? " gathers " : " ",
                  model.trainable_variables().size());
  for (const auto& array : data.all())
    append(key, text(" ", gathers ? array.shape() : array.shape().from(1), array.dtype()));
  if (const auto made = programs_.find(key); made != programs_.end()) return made->second;
  if (training) build_optimizer(model);
  std::vector<Spec> specs;
  for (const auto& array : data.all())
    specs.push_back({Shape({size}) + array.shape().from(1), array.dtype()});
  auto recording = compiler::record(specs, [&](const std::vector<Tensor>& arrays) {
    std::span<const Tensor> rest(arrays);
    Arrays batch;
    batch.x = take_front(data.x, rest), batch.y = take_front(data.y, rest);
    batch.weights = take_front(data.weights, rest);
    batch.rows = size;
    record_step(model, batch, training);
    return Tensors();
  });
  if (gathers) add_gathering(recording.traced, data, size);
  return programs_.emplace(key, Program(recording.traced)).first->second;
}

void Trainer::run_batch(Program& program, const Arrays& data, std::int64_t first) {
  arguments_.clear();
  for (const auto* tensors : {&data.x, &data.y, &data.weights})
    for (const auto& tensor : tensors->flat()) arguments_.push_back(row_pointer(tensor, first));
  program.run(arguments_, {});
}

void Trainer::run_shuffled(const Model& model, const Arrays& data, ShuffledBatches& batches,
                           std::int64_t size) {
  const bool whole = size == batches.batch()[0].shape(0);
  if (!step_ || !whole) step_ = &program(model, data, size, true, whole);
  arguments_.clear(), gathered_.clear();
  for (const auto& tensor : batches.batch()) arguments_.push_back(row_pointer(tensor, 0));
  if (whole) {
    for (const auto* tensors : {&data.x, &data.y, &data.weights})
      for (const auto& tensor : tensors->flat()) arguments_.push_back(row_pointer(tensor, 0));
    arguments_.push_back(batches.picks());
    for (const auto& tensor : batches.next())
      gathered_.push_back(const_cast<void*>(row_pointer(tensor, 0)));
  }
  step_->run(arguments_, gathered_);
  batches.advance();
}

std::vector<Metric> Trainer::name_results() {
  std::vector<Metric> metrics;
  const auto add = [&](const std::string& name, const Metric& metric) {
    const auto taken = [&](const std::string& n) {
      return std::find(result_names_.begin(), result_names_.end(), n) != result_names_.end();
    };
    auto unique = name;
    for (int n = 1; taken(unique); ++n) unique = text(name, "_", n);
    result_names_.push_back(unique);
    metrics.push_back(metric);
  };
  for (const auto& [name, metric] : own_metrics_) add(name, metric);
  if (own_metrics_.empty()) add("loss", loss_tracker_);
  for (const auto& output : outputs_) {
    if (output.tracker.defined()) add(output.tracker.name(), output.tracker);
    for (std::size_t i = 0; i < output.metrics.size(); ++i)
      add(output.metric_names[i], output.metrics[i]);
    for (std::size_t i = 0; i < output.weighted.size(); ++i)
      add(output.weighted_names[i], output.weighted[i]);
  }
  return metrics;
}

Logs Trainer::results() {
  if (!results_) {
    const auto metrics = name_results();
    const auto recording = compiler::record({}, [&](const std::vector<Tensor>&) {
      std::vector<Tensor> values;
      for (const auto& metric : metrics) values.push_back(ops::cast(metric.result(), "float32"));
      return Tensors(std::move(values));
    });
    results_ = std::make_unique<Program>(recording.traced);
  }
  const auto values = (*results_)({});
  std::vector<std::size_t> order(values.size());  // Keras shows and keeps them by name
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return result_names_[a] < result_names_[b]; });
  Logs logs;
  for (const auto i : order) logs.set(result_names_[i], to_value(Numbers(values[i])));
  return logs;
}

void Trainer::reset_metrics() const {
  loss_tracker_.reset_state();
  for (const auto& [name, metric] : own_metrics_) metric.reset_state();
  for (const auto& output : outputs_) {
    if (output.tracker.defined()) output.tracker.reset_state();
    for (const auto* list : {&output.metrics, &output.weighted})
      for (const auto& metric : *list) metric.reset_state();
  }
}

namespace {

/// An error when a label is no class number of a model with `classes` outputs.
void check_classes(const Tensor& labels, std::int64_t classes, std::optional<double> ignored) {
  for (const double label : labels.to_vector<double>()) {
    if (ignored && label == *ignored) continue;
    if (std::isnan(label))
      fail("sparse_categorical_crossentropy: labels must be class numbers; received NaN");
    if (label != std::floor(label))
      fail("sparse_categorical_crossentropy: labels must be integers; received ", label);
    if (label < 0 || label >= static_cast<double>(classes))
      fail("sparse_categorical_crossentropy: labels must be in [0, ", classes,
           ") for a model with ", classes, " outputs; received label ",
           static_cast<std::int64_t>(label));
  }
}

void check_binary(const Tensor& labels) {
  for (const double label : labels.to_vector<double>())
    if (!(label >= 0 && label <= 1))
      fail("binary_crossentropy: labels must be in [0, 1]; received ", label);
}

}  // namespace

void Trainer::check_labels(const Arrays& data, const Tensors& y_pred) const {
  for (std::size_t i = 0; i < outputs_.size() && i < data.y.size(); ++i) {
    const auto& loss = outputs_[i].loss;
    if (!loss.defined()) continue;
    const auto& labels = data.y[i];
    if (loss.class_name() == "SparseCategoricalCrossentropy") {
      const auto config = to_value(loss);
      const auto* settings = config.find("config");
      const auto* ignored = settings ? settings->find("ignore_class") : nullptr;
      check_classes(
          labels, y_pred[i].shape(-1),
          ignored && ignored->is_number() ? std::optional(ignored->as_number()) : std::nullopt);
    } else if (loss.class_name() == "BinaryCrossentropy") {
      check_binary(labels);
    }
  }
}

/// Runs the model symbolically on one batch, so that losses and metrics are known before the first
/// step.
void Trainer::find_outputs(const Model& model, const Arrays& data, bool training) {
  if (model.implementation().has_step(training)) return;
  if (model.impl()->lengths_depend_on_values())
    fail("model '", model.name(), "': has lengths that depend on values, as TextVectorization has ",
         "without output_sequence_length; such models can predict, not be trained or evaluated");
  if (data.y.size() == 0 && options_.loss.given())
    fail("fit: y, the targets of the loss, must be given; received None");
  const auto names = model.implementation().output_names();
  const graph::Trace trace;
  const auto first = data.part(0, std::min<std::int64_t>(data.rows, 2));
  const auto y_pred = model.call_all(first.x, {.training = false});
  if (options_.loss.given() && data.y.size() != y_pred.size())
    fail("fit: the model has ", y_pred.size(),
         " outputs, and so many targets must be given; received ", data.y.size(),
         names.size() > 1 ? text(" (outputs: ", names, ")") : "");
  resolve(first.y, y_pred, names);
  const LossCollector collector;
  total_loss(model, first.y, y_pred, first.weights);
  const graph::TracePause now;
  const TokenChecks check_tokens(model);
  check_tokens(data.x);
  check_labels(data, y_pred);
}

namespace {

/// Class weights become weights of samples.
Tensors weighted_by_class(const Arrays& data, const std::map<int, double>& class_weight) {
  if (class_weight.empty()) return data.weights;
  if (data.weights.defined()) fail("fit: class_weight and sample_weight cannot both be given");
  if (data.y.size() != 1)
    fail("fit: class_weight needs a model with one output; received ", data.y.size(), " targets");
  auto labels = data.y[0];
  if (labels.rank() > 1)
    labels = labels.shape(-1) > 1 ? ops::argmax(labels, {.axis = -1})
                                  : ops::squeeze(labels, {.axis = -1});
  std::vector<float> weights;
  for (const double label : labels.to_vector<double>()) {
    const auto at = class_weight.find(static_cast<int>(std::lround(label)));
    weights.push_back(at == class_weight.end() ? 1.0f : static_cast<float>(at->second));
  }
  return Tensor(weights, labels.shape());
}

struct Split {
  Arrays training, validation;
};

Split split_for_validation(const Arrays& data, double share) {
  if (!(share >= 0 && share < 1))
    fail("fit: validation_split must be in [0, 1); received validation_split=", share);
  const auto at =
      static_cast<std::int64_t>(std::floor(static_cast<double>(data.rows) * (1 - share)));
  if (at == 0 || at == data.rows)
    fail("fit: validation_split=", share, " of ", data.rows, " samples leaves ", at,
         " for training and ", data.rows - at, " for validation");
  return {data.part(0, at), data.part(at, data.rows - at)};
}

}  // namespace

void Trainer::train_epoch(const Model& model, const Arrays& data, const FitOptions& options,
                          int batch_size, ProgressBar& bar) {
  const auto all = (data.rows + batch_size - 1) / batch_size;
  const auto steps =
      options.steps_per_epoch ? std::min<std::int64_t>(*options.steps_per_epoch, all) : all;
  std::optional<ShuffledBatches> batches;
  if (options.shuffle) batches.emplace(data.all(), batch_size);
  step_ = nullptr;
  const bool watched = std::any_of(options.callbacks.begin(), options.callbacks.end(),
                                   [](const Callback& c) { return c->watches_batches(); });
  const bool read = std::any_of(options.callbacks.begin(), options.callbacks.end(),
                                [](const Callback& c) { return c->reads_batch_logs(); });
  auto handle = model;
  for (std::int64_t step = 0; step < steps; ++step) {
    const auto first = step * batch_size,
               size = std::min<std::int64_t>(batch_size, data.rows - first);
    if (watched)
      for (const auto& callback : options.callbacks)
        if (callback->watches_batches())
          callback->on_train_batch_begin(handle, static_cast<int>(step), {});
    if (batches) {
      run_shuffled(model, data, *batches, size);
    } else {
      if (!step_ || size < batch_size)  // only the last batch is smaller
        step_ = &program(model, data, size, true, false);
      run_batch(*step_, data, first);
    }
    if (watched) {
      const auto logs = read ? results() : Logs();
      for (const auto& callback : options.callbacks)
        if (callback->watches_batches())
          callback->on_train_batch_end(handle, static_cast<int>(step), logs);
    }
    if (bar.due() && step + 1 < steps) bar.draw(step + 1, results());
    if (model.implementation().stop && watched) break;
  }
}

Logs Trainer::evaluate_arrays(const Model& model, const Arrays& data, int batch_size,
                              std::optional<int> steps) {
  reset_metrics();
  const auto all = (data.rows + batch_size - 1) / batch_size;
  Program* compiled = nullptr;
  for (std::int64_t step = 0;
       step < std::min<std::int64_t>(all, steps.value_or(static_cast<int>(all))); ++step) {
    const auto first = step * batch_size,
               size = std::min<std::int64_t>(batch_size, data.rows - first);
    if (!compiled || size < batch_size) compiled = &program(model, data, size, false, false);
    run_batch(*compiled, data, first);
  }
  return results();
}

History Trainer::fit(const Model& model, const Tensors& x, const Tensors& y,
                     const FitOptions& options) {
  if (options.epochs < 1) fail("fit: epochs must be positive; received epochs=", options.epochs);
  const int batch_size = checked_batch_size(options.batch_size);
  Arrays data(x, y, options.sample_weight), validation;
  data.weights = weighted_by_class(data, options.class_weight);
  if (options.validation_data.x.defined()) {
    validation = Arrays(options.validation_data.x, options.validation_data.y,
                        options.validation_data.sample_weight);
  } else if (options.validation_split != 0) {
    auto split = split_for_validation(data, options.validation_split);
    data = std::move(split.training), validation = std::move(split.validation);
  }
  graph::evaluate(data.all());
  find_outputs(model, data, true);
  if (validation.rows > 0) graph::evaluate(validation.all());
  auto handle = model;
  model.implementation().stop = false;
  model.implementation().first_epoch = options.initial_epoch;
  History history;
  ProgressBar bar(options.verbose.level(), options.steps_per_epoch.value_or(static_cast<int>(
                                               (data.rows + batch_size - 1) / batch_size)));
  for (const auto& callback : options.callbacks) callback->on_train_begin(handle, {});
  for (int epoch = model.implementation().first_epoch;
       epoch < options.epochs && !model.implementation().stop; ++epoch) {
    reset_metrics();
    bar.begin_epoch(epoch + 1, options.epochs);
    for (const auto& callback : options.callbacks) callback->on_epoch_begin(handle, epoch, {});
    train_epoch(model, data, options, batch_size, bar);
    auto logs = results();
    if (validation.rows > 0 && (epoch + 1) % std::max(1, options.validation_freq) == 0) {
      const auto found =
          evaluate_arrays(model, validation, options.validation_batch_size.value_or(batch_size),
                          options.validation_steps);
      for (const auto& [name, value] : found) logs.set("val_" + name, value);
    }
    bar.end_epoch(logs);
    for (const auto& callback : options.callbacks) callback->on_epoch_end(handle, epoch, logs);
    history.epoch.push_back(epoch);
    history.append(logs);
  }
  if (options_.optimizer.defined() && !model.trainable_variables().empty())
    options_.optimizer.finalize_variable_values();
  for (const auto& callback : options.callbacks) callback->on_train_end(handle, {});
  return history;
}

Logs Trainer::evaluate(const Model& model, const Tensors& x, const Tensors& y,
                       const EvaluateOptions& options) {
  const Arrays data(x, y, options.sample_weight);
  graph::evaluate(data.all());
  find_outputs(model, data, false);
  const int batch_size = checked_batch_size(options.batch_size);
  ProgressBar bar(options.verbose.level(), (data.rows + batch_size - 1) / batch_size);
  bar.begin_epoch(0, 0);
  const auto logs = evaluate_arrays(model, data, batch_size, options.steps);
  bar.end_epoch(logs);
  return logs;
}

Logs Trainer::train_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                             const TrainOnBatchOptions& options) {
  Arrays data(x, y, options.sample_weight);
  data.weights = weighted_by_class(data, options.class_weight);
  graph::evaluate(data.all());
  if (!resolved_) find_outputs(model, data, true);
  reset_metrics();
  run_batch(program(model, data, data.rows, true, false), data, 0);
  return results();
}

Logs Trainer::test_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                            const TrainOnBatchOptions& options) {
  Arrays data(x, y, options.sample_weight);
  data.weights = weighted_by_class(data, options.class_weight);
  graph::evaluate(data.all());
  if (!resolved_) find_outputs(model, data, false);
  return evaluate_arrays(model, data, static_cast<int>(data.rows), {});
}

}  // namespace keras
