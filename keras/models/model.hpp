#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "keras/data/dataset.hpp"
#include "keras/layers/define.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/models/callback.hpp"
#include "keras/models/logs.hpp"
#include "keras/models/per_output.hpp"
#include "keras/models/saving_options.hpp"
#include "keras/optimizers/optimizer.hpp"

namespace keras {

class Trainer;
namespace graph {
class Call;
}  // namespace graph
struct Predictions;

/// Arguments of `compile`, in Keras's order.
struct CompileOptions {
  Optimizer optimizer = "rmsprop";
  PerOutput<Loss> loss = {};
  PerOutput<double> loss_weights = {};
  PerOutput<Metric> metrics = {};
  PerOutput<Metric> weighted_metrics = {};
  bool run_eagerly = false;  ///< Kept for Python: there is one way to run here.
  int steps_per_execution = 1;
  Value jit_compile = "auto";  ///< Kept for Python.
  bool auto_scale_loss = true;
};

/// How much is shown: "auto" (a bar on a terminal, plain lines elsewhere), 0, 1 (bar), 2 (lines).
class Verbose {
 public:
  Verbose(int level);
  Verbose(const char* level);
  int level() const;  ///< 0, 1 or 2 for where standard output goes.

 private:
  int level_;
};

/// Data with its targets: `{x, y}`, `{x, y, sample_weight}`, or a data set of batches.
struct Data {
  Data() = default;
  Data(Tensors x, Tensors y, Tensors sample_weight = {})
      : x(std::move(x)), y(std::move(y)), sample_weight(std::move(sample_weight)) {}
  template <std::convertible_to<Dataset> D>
  Data(const D& data) : dataset(data) {}
  Tensors x = {}, y = {}, sample_weight = {};
  std::optional<Dataset> dataset = {};
};

/// Arguments of `fit`, in Keras's order.
struct FitOptions {
  std::optional<int> batch_size = {};  ///< 32 by default.
  int epochs = 1;
  Verbose verbose = "auto";
  std::vector<Callback> callbacks = {};
  double validation_split = 0.0;  ///< The share of the last samples that is kept for validation.
  Data validation_data = {};
  bool shuffle = true;
  std::map<int, double> class_weight = {};
  Tensors sample_weight = {};
  int initial_epoch = 0;
  std::optional<int> steps_per_epoch = {};
  std::optional<int> validation_steps = {};
  std::optional<int> validation_batch_size = {};
  int validation_freq = 1;
};

struct EvaluateOptions {
  std::optional<int> batch_size = {};
  Verbose verbose = "auto";
  Tensors sample_weight = {};
  std::optional<int> steps = {};
  std::vector<Callback> callbacks = {};
};

struct PredictOptions {
  std::optional<int> batch_size = {};
  Verbose verbose = "auto";
  std::optional<int> steps = {};
  std::vector<Callback> callbacks = {};
};

struct TrainOnBatchOptions {
  Tensors sample_weight = {};
  std::map<int, double> class_weight = {};
};

struct SummaryOptions {
  std::optional<int> line_length = {};
  bool expand_nested = false;
  bool show_trainable = false;
};

struct QuantizeOptions {
  std::vector<std::string> filters = {};  ///< Layers whose names match one of these; {}: all.
};

struct ModelOptions {
  std::string name = {};
  bool trainable = true;
};

class Model;

/// An own model: a plain struct with `call` or steps of its own (models/definition.hpp).
template <class D>
concept ModelDefinition = std::is_aggregate_v<D> && !std::derived_from<D, Layer> &&
                          (LayerDefinition<D> || requires(D d, Model& self, const Batch& batch) {
                            d.train_step(self, batch);
                          });

/// Layers put together, with training, evaluation and files. A handle, copies share weights.
///
///     Model model(inputs, outputs);
///     model.compile({.optimizer = "adam", .loss = "mse"});
///     model.fit(x, y, {.epochs = 5});
class Model : public Layer {
 public:
  class Impl;

  Model() = default;
  /// The graph between symbolic tensors.
  Model(const Tensors& inputs, const Tensors& outputs, ModelOptions options = {});
  template <ModelDefinition D>
  Model(D definition);
  explicit Model(std::shared_ptr<Impl> impl);

  void compile(CompileOptions options) const;
  bool compiled() const;
  History fit(const Tensors& x, const Tensors& y, FitOptions options = {}) const;
  /// The same for a data set of batches, or an own struct that is one.
  template <std::convertible_to<Dataset> D>
  History fit(const D& data, FitOptions options = {}) const {
    return fit_batches(data, std::move(options));
  }
  /// The loss and the metrics by name.
  Logs evaluate(const Tensors& x, const Tensors& y, EvaluateOptions options = {}) const;
  template <std::convertible_to<Dataset> D>
  Logs evaluate(const D& data, EvaluateOptions options = {}) const {
    return evaluate_batches(data, options);
  }
  /// The output; `predict<2>`, `predict<Dict>` and `predict<Tensors>` for models with several.
  Tensor predict(const Tensors& x, PredictOptions options = {}) const;
  template <std::convertible_to<Dataset> D>
  Tensor predict(const D& data, PredictOptions options = {}) const {
    return predict_batches(data, options);
  }
  template <std::size_t N>
  std::array<Tensor, N> predict(const Tensors& x, PredictOptions options = {}) const {
    return several<N>(predict_all(x, options));
  }
  template <class T>
  requires(std::same_as<T, Dict> || std::same_as<T, Tensors>) T
      predict(const Tensors& x, PredictOptions options = {})
  const { return in_form<T>(predict_all(x, options)); }
  Tensors predict_all(const Tensors& x, PredictOptions options = {}) const;
  Logs train_on_batch(const Tensors& x, const Tensors& y, TrainOnBatchOptions options = {}) const;
  Logs test_on_batch(const Tensors& x, const Tensors& y, TrainOnBatchOptions options = {}) const;
  Tensor predict_on_batch(const Tensors& x) const;
  template <std::size_t N>
  std::array<Tensor, N> predict_on_batch(const Tensors& x) const {
    return several<N>(predict_all_on_batch(x));
  }
  template <class T>
  requires(std::same_as<T, Dict> || std::same_as<T, Tensors>) T predict_on_batch(const Tensors& x)
  const { return in_form<T>(predict_all_on_batch(x)); }
  /// Quantizes all inner layers that have a form for `config`: "int8", "int4", "float8". A model
  /// that is to be trained is compiled again afterwards.
  void quantize(const QuantizationConfig& config, const QuantizeOptions& options = {}) const;
  /// Ends `fit` after the running epoch; for callbacks.
  void stop_training() const;

  std::vector<Layer> layers() const;
  /// What layers added to the loss in the running step, and the penalties of weights.
  std::vector<Tensor> losses() const;
  /// The loss that `compile` was given, for a batch and its predictions; in own steps.
  Tensor compute_loss(const Batch& batch, const Tensors& y_pred) const;
  /// Updates the metrics that `compile` was given; in own steps.
  void compute_metrics(const Batch& batch, const Tensors& y_pred) const;
  /// The symbolic tensors that the model starts from and ends with, for models of their own:
  /// `Model inside(model.input(), model.get_layer("conv").output())`.
  Tensors inputs() const;
  Tensors outputs() const;
  /// The same for models with one.
  Tensor input() const { return inputs(); }
  Tensor output() const { return outputs(); }
  /// The layer of that name; an error with a suggestion when there is none.
  template <class L = Layer>
  L get_layer(const std::string& name) const {
    const auto layer = find_layer(name);
    return static_cast<const L&>(layer);
  }
  Optimizer optimizer() const;
  /// The table of layers on standard output.
  void summary(SummaryOptions options = {}) const;
  std::string summary_text(SummaryOptions options = {}) const;

  // Defined in saving/.
  void save(const std::string& path) const;
  void save_weights(const std::string& path) const;
  void load_weights(const std::string& path) const;
  std::string to_json() const;
  /// Writes what the model computes, without how it is trained, for other programs to run. Called
  /// `export` in Keras, which is a word of C++.
  void export_to(const std::string& path, const ExportOptions& options = {}) const;

  Impl& implementation() const;

 private:
  History fit_batches(const Dataset& data, FitOptions options) const;
  Logs evaluate_batches(const Dataset& data, EvaluateOptions options) const;
  Tensors predict_batches(const Dataset& data, PredictOptions options) const;
  Tensors predict_all_on_batch(const Tensors& x) const;
  void expect_predictions(std::size_t count, std::size_t wanted) const;
  template <std::size_t N>
  std::array<Tensor, N> several(const Tensors& outputs) const {
    expect_predictions(outputs.size(), N);
    std::array<Tensor, N> result;
    for (std::size_t i = 0; i < N; ++i) result[i] = outputs[i];
    return result;
  }
  template <class T>
  static T in_form(const Tensors& outputs) {
    if constexpr (std::same_as<T, Dict>) {
      return outputs.dict();
    } else {
      return outputs;
    }
  }
  Layer find_layer(const std::string& name) const;
};

/// What a model does beside being a layer.
class Model::Impl : public Layer::Impl {
 public:
  using Layer::Impl::Impl;
  std::string module() const override { return "keras"; }
  virtual std::vector<Layer> layers() const = 0;
  /// The names that outputs have in logs and dictionaries.
  virtual std::vector<std::string> output_names() const { return {}; }
  std::vector<std::string> input_names() const override { return {}; }
  /// The specs of the inputs, empty while they are not known.
  virtual std::vector<Spec> input_specs() const { return {}; }
  /// One of the things that a graph of calls is made of: a layer, or a single operation.
  struct Part {
    Layer layer = {};                        ///< Undefined for an operation.
    const graph::Call* operation = nullptr;  ///< The call of an operation.
    std::string name() const;
    std::string class_name() const;
  };
  /// The layers and the operations between them, from the inputs to the outputs.
  virtual std::vector<Part> parts() const;
  /// The symbolic tensors, none while the model is not built.
  virtual Tensors symbolic_inputs() const { return {}; }
  virtual Tensors symbolic_outputs() const { return {}; }
  /// The calls between the inputs and the outputs of a graph of layers; none for other models.
  virtual std::vector<std::shared_ptr<graph::Node>> nodes() const { return {}; }
  std::vector<Child> children() const override { return {{"layers", layers(), true}}; }
  /// Whether the model has a step of its own for training, or for testing.
  virtual bool has_step(bool /*training*/) const { return false; }
  virtual void step(const Model& /*self*/, const Batch& /*batch*/, bool /*training*/) {}
  /// Metrics that the model updates itself, by the names that they are shown under.
  virtual std::vector<std::pair<std::string, Metric>> own_metrics() const { return {}; }
  std::optional<Object> compile_config() const override;
  bool casts_inputs() const override { return false; }

  /// Runs `work` on one of the layers or operations, putting its place in front of what goes
  /// wrong.
  template <class Work>
  auto inside(const std::string& part, Work work) const -> decltype(work()) {
    try {
      return work();
    } catch (const ValueError& error) {
      const std::string_view why(error.what());
      if (why.starts_with("model ")) throw;
      fail("model '", name, "' > ", part, ": ", why);
    }
  }

  std::shared_ptr<Trainer> trainer = {};          ///< Made by compile.
  std::shared_ptr<Predictions> predictions = {};  ///< Made by predict.
  bool stop = false;
  int first_epoch = 0;  ///< Where `fit` begins, for callbacks that resume.
};

/// Layers one after the other.
///
///     Sequential model({Input({28, 28}), Flatten(), Dense(10, {.activation = "softmax"})});
class Sequential : public Model {
 public:
  explicit Sequential(ModelOptions options = {});
  Sequential(std::initializer_list<Layer> layers, ModelOptions options = {});
  explicit Sequential(const std::vector<Layer>& layers, ModelOptions options = {});
  void add(const Layer& layer) const;
  static Layer from_config(const Object& config);
};

struct SequentialArguments {
  std::optional<int> layers = {};
  bool trainable = true;
  std::string name = {};
};

extern const Registered<Layer> registered_sequential;
[[gnu::used]] inline const auto* const linked_sequential = &registered_sequential;

}  // namespace keras
