#include "keras/models/trainer.hpp"

#include <algorithm>
#include <cmath>

#include "keras/compiler/recording.hpp"
#include "keras/data/rows.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/trace.hpp"
#include "keras/initializers/numbers.hpp"
#include "keras/metrics.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras {

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
    for (const auto& tensor : tensors->flat())
      arguments_.push_back(data::row_pointer(tensor, first));
  program.run(arguments_, {});
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

void check_labels_of(const Loss& loss, const Tensor& labels, std::int64_t classes) {
  if (loss.class_name() == "SparseCategoricalCrossentropy") {
    const auto config = to_value(loss);
    const auto* settings = config.find("config");
    const auto* ignored = settings ? settings->find("ignore_class") : nullptr;
    check_classes(
        labels, classes,
        ignored && ignored->is_number() ? std::optional(ignored->as_number()) : std::nullopt);
  } else if (loss.class_name() == "BinaryCrossentropy") {
    check_binary(labels);
  }
}

}  // namespace

void Trainer::check_labels(const Arrays& data) const {
  for (std::size_t i = 0; i < last_axes_.size() && i < data.y.size(); ++i)
    for (const auto& each : outputs_[i].losses)
      check_labels_of(each.loss, data.y[i], last_axes_[i]);
}

/// Runs the model symbolically on a batch of `rows`, so that losses and metrics are known before
/// the first step.
void Trainer::find_outputs(const Model& model, const Arrays& data, std::int64_t rows,
                           bool training) {
  if (model.implementation().has_step(training)) return;
  if (model.impl()->lengths_depend_on_values())
    fail("model '", model.name(), "': has lengths that depend on values, as TextVectorization has ",
         "without output_sequence_length; such models can predict, not be trained or evaluated");
  if (data.y.size() == 0 && options_.loss.given())
    fail("fit: y, the targets of the loss, must be given; received None");
  const bool measures =
      !options_.metrics.items().empty() || !options_.weighted_metrics.items().empty();
  if (data.y.size() == 0 && measures)
    fail("fit: y, the labels of the metrics, must be given; received None");
  const auto names = model.implementation().output_names();
  const graph::Trace trace;
  const auto first = data.part(0, std::min(data.rows, rows));
  const LossCollector collector;
  const auto y_pred = model.call_all(first.x, {.training = false});
  if (options_.loss.given() && data.y.size() != y_pred.size())
    fail("fit: the model has ", y_pred.size(),
         " outputs, and so many targets must be given; received ", data.y.size(),
         names.size() > 1 ? text(" (outputs: ", names, ")") : "");
  resolve(first.y, y_pred, names);
  last_axes_.clear();
  for (const auto& output : y_pred.flat())
    last_axes_.push_back(output.rank() > 0 ? output.shape(-1) : 1);
  total_loss(model, first.y, y_pred, first.weights);
  const graph::TracePause now;
  token_checks_.reset();  // the model may have changed since the last time
  check_values(model, data);
}

void Trainer::check_values(const Model& model, const Arrays& data) {
  if (!token_checks_) token_checks_.emplace(model);
  (*token_checks_)(data.x);
  check_labels(data);
}

}  // namespace keras
