#include "keras/models/model.hpp"

#include <unistd.h>

#include <algorithm>
#include <regex>

#include "keras/core/registry_impl.hpp"
#include "keras/graph/symbolic.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/models/functional.hpp"
#include "keras/models/trainer.hpp"

namespace keras {

Verbose::Verbose(int level) : level_(level) {
  if (level < 0 || level > 2) fail("verbose must be 'auto', 0, 1 or 2; received verbose=", level);
}

Verbose::Verbose(const char* level) : level_(-1) {
  const std::string_view given(level);
  if (given == "0" || given == "1" || given == "2") {
    level_ = given[0] - '0';
  } else if (given != "auto") {
    fail("verbose must be 'auto', 0, 1 or 2; received verbose=", quoted(given));
  }
}

int Verbose::level() const { return level_ >= 0 ? level_ : isatty(STDOUT_FILENO) ? 1 : 2; }

Model::Model(std::shared_ptr<Impl> impl) : Layer(std::move(impl)) {}

Model::Model(const Tensors& inputs, const Tensors& outputs, ModelOptions options)
    : Model(std::make_shared<Functional>(inputs, outputs, std::move(options))) {}

Model::Impl& Model::implementation() const {
  if (!defined()) fail("Model: there is no model here (None)");
  return as<Impl>();
}

std::string Model::Impl::Part::name() const {
  return layer.defined() ? layer.name() : operation->called_name();
}

std::string Model::Impl::Part::class_name() const {
  return std::string(layer.defined() ? layer.class_name() : operation->name());
}

std::vector<Model::Impl::Part> Model::Impl::parts() const {
  std::vector<Part> parts;
  for (const auto& layer : layers()) parts.push_back({layer});
  return parts;
}

std::optional<Object> Model::Impl::compile_config() const {
  return trainer ? trainer->config() : Object();
}

namespace {

/// Shared, so that a callback may compile the model anew while the old training runs.
std::shared_ptr<Trainer> trainer_of(const Model& model, const char* method) {
  const auto trainer = model.implementation().trainer;
  if (!trainer)
    fail(method,
         ": the model must be compiled first; call compile({.optimizer = ..., .loss = ...})");
  return trainer;
}

}  // namespace

void Model::compile(CompileOptions options) const {
  auto& impl = implementation();
  impl.trainer = std::make_shared<Trainer>(std::move(options));
  impl.trainer->build_optimizer(*this);
}

bool Model::compiled() const { return implementation().trainer != nullptr; }
void Model::stop_training() const { implementation().stop = true; }

namespace {

bool passes(const std::string& name, const std::vector<std::string>& filters) {
  return filters.empty() || std::any_of(filters.begin(), filters.end(), [&](const auto& filter) {
           return std::regex_search(name, std::regex(filter));
         });
}

/// Quantizes what has a form for `config` among `layer` and the layers inside of it.
void quantize_within(const Layer& layer, const QuantizationConfig& config,
                     const std::vector<std::string>& filters) {
  auto& impl = *layer.impl();
  if (impl.supports_quantization(config->mode) && passes(impl.name, filters)) impl.quantize(config);
  for (const auto& child : impl.children())
    for (const auto& inner : child.layers) quantize_within(inner, config, filters);
}

}  // namespace

void Model::quantize(const QuantizationConfig& config, const QuantizeOptions& options) const {
  if (!config.defined())
    fail("model '", name(), "': quantize needs a mode or a config; received None");
  quantize_within(*this, config, options.filters);
  auto& implementation = this->implementation();
  implementation.predictions.reset();
  if (implementation.trainer) implementation.trainer->forget_programs();
}

Tensors Model::inputs() const {
  const auto inputs = implementation().symbolic_inputs();
  if (!inputs.defined()) fail(impl()->path(), ": has no input yet; give it an Input or build it");
  return inputs;
}
Tensors Model::outputs() const {
  const auto outputs = implementation().symbolic_outputs();
  if (!outputs.defined()) fail(impl()->path(), ": has no output yet; give it an Input or build it");
  return outputs;
}
Tensor Model::compute_loss(const Batch& batch, const Tensors& y_pred) const {
  return trainer_of(*this, "compute_loss")->compute_loss(*this, batch, y_pred);
}
void Model::compute_metrics(const Batch& batch, const Tensors& y_pred) const {
  trainer_of(*this, "compute_metrics")->compute_metrics(*this, batch, y_pred);
}
std::vector<Tensor> Model::losses() const {
  auto losses = LossCollector::collected();
  for (const auto& variable : trainable_variables())
    if (variable.slot()->regularizer) losses.push_back(variable.slot()->regularizer(variable));
  return losses;
}
std::vector<Layer> Model::layers() const { return implementation().layers(); }
Optimizer Model::optimizer() const { return trainer_of(*this, "optimizer")->options().optimizer; }

History Model::fit(const Tensors& x, const Tensors& y, FitOptions options) const {
  return trainer_of(*this, "fit")->fit(*this, x, y, options);
}
Logs Model::evaluate(const Tensors& x, const Tensors& y, EvaluateOptions options) const {
  return trainer_of(*this, "evaluate")->evaluate(*this, x, y, options);
}
Logs Model::train_on_batch(const Tensors& x, const Tensors& y, TrainOnBatchOptions options) const {
  return trainer_of(*this, "train_on_batch")->train_on_batch(*this, x, y, options);
}
Logs Model::test_on_batch(const Tensors& x, const Tensors& y, TrainOnBatchOptions options) const {
  return trainer_of(*this, "test_on_batch")->test_on_batch(*this, x, y, options);
}

Tensors Model::predict_all(const Tensors& x, PredictOptions options) const {
  return predict_in_batches(*this, x, options);
}
Tensor Model::predict(const Tensors& x, PredictOptions options) const {
  return predict_all(x, options);
}
History Model::fit_batches(const Dataset& data, FitOptions options) const {
  return trainer_of(*this, "fit")->fit(*this, data, options);
}
Logs Model::evaluate_batches(const Dataset& data, EvaluateOptions options) const {
  return trainer_of(*this, "evaluate")->evaluate(*this, data, options);
}
Tensors Model::predict_batches(const Dataset& data, PredictOptions options) const {
  return keras::predict_batches(*this, data, options);
}
Tensor Model::predict_on_batch(const Tensors& x) const { return predict_all_on_batch(x); }
void Model::expect_predictions(std::size_t count, std::size_t wanted) const {
  if (count != wanted)
    fail("model '", name(), "' has ", count, " outputs; use predict<", count, ">()");
}
Tensors Model::predict_all_on_batch(const Tensors& x) const {
  return predict_all(
      x, {.batch_size = static_cast<int>(std::max<std::int64_t>(1, x[0].shape(0))), .verbose = 0});
}

Layer Model::find_layer(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& layer : layers()) {
    if (layer.name() == name) return layer;
    names.push_back(layer.name());
  }
  fail("model '", this->name(), "': there is no layer ", quoted(name), suggestion(name, names));
}

}  // namespace keras

template class keras::Registry<keras::Model>;
