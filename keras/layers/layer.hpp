#pragma once
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keras/constraints/constraint.hpp"
#include "keras/core/dtype_policy.hpp"
#include "keras/core/registry.hpp"
#include "keras/core/settings.hpp"
#include "keras/graph/arguments.hpp"
#include "keras/graph/structure.hpp"
#include "keras/graph/variable.hpp"
#include "keras/initializers/initializer.hpp"
#include "keras/quantizers/quantization_config.hpp"
#include "keras/regularizers/regularizer.hpp"

namespace keras {

/// How a variable is made: `Variable({.shape = {3, 4}, .initializer = "glorot_uniform"})`.
struct VariableOptions {
  Shape shape = {};
  Initializer initializer = "zeros";
  Regularizer regularizer = {};
  Constraint constraint = {};
  bool trainable = true;
  DType dtype = config::floatx();
  std::string name = "variable";
  bool overwrite_with_gradient = false;  ///< Optimizers set it to its gradient (float8 scales).
};

/// What a call is told besides its inputs.
struct CallOptions {
  std::optional<bool> training = {};  ///< By default that of the outer call, else false.
  Tensors mask = {};  ///< One for each input; by default those that came with the inputs.
  Tensors initial_state = {};
  Arguments arguments = {};  ///< What else the layer's call takes, by Keras's names.
};

/// What a layer sees of its call.
class CallContext {
 public:
  bool training = false;
  bool training_given = false;  ///< Whether this or an outer call was told `training`.
  Tensors mask = {};            ///< As the inputs are given; none when no input has one.
  Tensors initial_state = {};
  Arguments arguments = {};
  /// Adds `value` to the loss of the model.
  void add_loss(const Tensor& value) const;
};

class Layer;
namespace layers {
class Cell;
}

/// An own layer: a plain struct with `call` (layers/definition.hpp).
template <class D>
concept LayerDefinition =
    std::is_aggregate_v<D> && !std::derived_from<D, Layer> &&
    (
        requires(D d, const Tensor& x) { d.call(x); } ||
        requires(D d, const Tensor& x) { d.call(x, x); } ||
        requires(D d, const Tensor& x) { d.call(x, x, x); } ||
        requires(D d, const Tensor& x, CallContext& c) { d.call(x, c); } ||
        requires(D d, const Tensor& x, CallContext& c) { d.call(x, x, c); } ||
        requires(D d, const Tensor& x, CallContext& c) { d.call(x, x, x, c); });

/// A layer: a handle, so that copies share the same weights.
///
///     auto h = Dense(64, {.activation = "relu"})(x);
class Layer {
 public:
  static constexpr const char* kind = "layer";
  class Impl;
  struct Child;

  Layer() = default;
  /// The InputLayer of a tensor that `Input` made, for lists of layers.
  Layer(const Tensor& input);
  template <LayerDefinition D>
  Layer(D definition);
  explicit Layer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  Tensor operator()(const Tensors& inputs, const CallOptions& options = {}) const;
  Tensor operator()(const Tensor& a, const Tensor& b, const CallOptions& options = {}) const;
  /// The same for a layer with N outputs: `const auto [y, h, c] = lstm.call<3>(x);`.
  template <int N>
  std::array<Tensor, N> call(const Tensors& inputs, const CallOptions& options = {}) const {
    const auto outputs = call_all(inputs, options);
    expect_outputs(outputs.size(), N);
    std::array<Tensor, N> result;
    for (std::size_t i = 0; i < N; ++i) result[i] = outputs[i];
    return result;
  }
  /// All outputs in the layer's own structure.
  Tensors call_all(const Tensors& inputs, const CallOptions& options = {}) const;

  bool defined() const { return impl_ != nullptr; }
  std::string name() const;
  std::string_view class_name() const;
  DTypePolicy dtype_policy() const;
  DType compute_dtype() const { return dtype_policy().compute_dtype(); }
  bool built() const;
  /// Makes the weights for inputs of these shapes.
  void build(const std::vector<Shape>& inputs) const;
  /// The states of a stateful recurrent layer are 0 again; an error for other layers.
  void reset_state() const;

  /// What is added to the loss for the layer's outputs; undefined by default. Layers without such
  /// an option have it too.
  Regularizer activity_regularizer() const;
  void activity_regularizer(const Regularizer& regularizer) const;

  /// From now on the weights are kept and multiplied as `config` says: "int8", "int4", "float8".
  void quantize(const QuantizationConfig& config) const;
  bool trainable() const;
  /// Whether training changes the weights, those of inner layers included.
  void trainable(bool value) const;
  Variables variables() const;  ///< Layer by layer, the trainable ones first.
  Variables weights() const { return variables(); }
  Variables trainable_variables() const;
  Variables non_trainable_variables() const;
  std::vector<Tensor> get_weights() const;
  void set_weights(const std::vector<Tensor>& weights) const;
  std::int64_t count_params() const;
  /// The input and output of a layer that was called on symbolic tensors once.
  Tensor input() const;
  Tensor output() const;

  Object get_config() const;
  const std::shared_ptr<Impl>& impl() const { return impl_; }
  /// The struct of an own layer, or what implements a built-in one.
  template <class D>
  D& as() const;
  friend bool operator==(const Layer& a, const Layer& b) { return a.impl_ == b.impl_; }
  friend Value to_value(const Layer& layer);

 private:
  void expect_outputs(std::size_t count, std::size_t wanted) const;
  std::shared_ptr<Impl> impl_;
};

/// An inner layer, or a list of them, by the name of the attribute that holds it.
struct Layer::Child {
  std::string attribute;
  std::vector<Layer> layers;
  bool list = false;
};

/// A tensor that files hold under a name of its own, beside the variables of a layer.
struct SavedTensor {
  std::string name;
  std::function<Tensor()> value;
  std::function<void(const Tensor&)> load;
};

/// A file that archives hold beside the weights, such as a vocabulary.
struct Asset {
  std::string name;
  std::function<std::string()> content;
  std::function<void(std::string_view)> load;
};

/// What a layer does. Own layers need not derive from this: a plain struct is enough.
class Layer::Impl : public std::enable_shared_from_this<Layer::Impl> {
 public:
  Impl(std::string class_name, std::string name, DTypePolicy policy = {}, bool trainable = true);
  virtual ~Impl() = default;

  /// The arguments, without name, trainable and dtype.
  virtual Object config() const = 0;
  virtual std::string module() const { return "keras.layers"; }
  virtual std::string registered_name() const { return {}; }
  /// The name of the class in files and for users, where Keras calls it otherwise inside.
  virtual std::string public_name() const { return class_name; }
  /// Makes the weights; `inputs` may have unknown lengths.
  virtual void build(const std::vector<Shape>& /*inputs*/) {}
  virtual Tensors call(const Tensors& inputs, CallContext& context) = 0;
  virtual std::vector<Child> children() const { return {}; }
  /// The struct of an own layer if it is of the type that `tag` stands for, else nullptr.
  virtual void* own_definition(const void* /*tag*/) { return nullptr; }
  virtual bool casts_inputs() const { return true; }
  /// What the inputs are of, where the layer begins a model that does not say so.
  virtual DType input_dtype() const { return policy.compute_dtype(); }
  /// Whether masks of the inputs go on to the outputs.
  virtual bool supports_masking() const { return false; }
  /// The masks of the outputs: by default those of the inputs.
  virtual Tensors compute_mask(const Tensors& /*inputs*/, const Tensors& mask) const {
    return mask;
  }
  /// Sets back what the layer keeps from call to call; most layers keep nothing, which is an error.
  virtual void reset_state();
  /// Whether the inputs are arguments of their own, and not one list: `attention(query, value)`.
  virtual bool takes_separate_inputs() const { return false; }
  /// The names of such inputs, where a call may give them by name.
  virtual std::vector<std::string> input_names() const { return {}; }
  /// The names of further arguments that the call takes (`CallOptions::arguments`).
  virtual std::vector<std::string> call_arguments() const { return {}; }
  virtual std::optional<Object> build_config() const;
  virtual std::vector<SavedTensor> saved_tensors() { return {}; }
  virtual std::vector<Asset> assets() { return {}; }
  /// Whether lengths of the outputs depend on the values of the inputs: by default, those of an
  /// inner layer. No program can be made before these values are known.
  virtual bool lengths_depend_on_values() const;
  /// What a recurrent layer repeats, if this layer is a cell.
  virtual layers::Cell* cell() { return nullptr; }
  /// Whether the layer has a form for that mode of a dtype policy: "int8", "int4", "float8".
  virtual bool supports_quantization(const std::string& /*mode*/) const { return false; }
  /// What files hold of the layer's own weights, in their order.
  virtual Variables saved_variables() const;
  /// How a model is compiled; nothing for other layers.
  virtual std::optional<Object> compile_config() const { return {}; }

  Tensors operator()(const Tensors& inputs, const CallOptions& options);
  void ensure_built(const std::vector<Shape>& inputs);
  /// Makes the weights of inner layers by calling with stand-ins of these shapes.
  void build_by_calling(const std::vector<Shape>& inputs);
  Variable add_weight(VariableOptions options);
  /// Takes a weight out of the layer again.
  void remove_weight(const Variable& variable);
  /// Checks that a built layer can be quantized as `config` says, and does it.
  void quantize(const QuantizationConfig& config);
  /// The policy of an inner layer that this one makes.
  DTypePolicy policy_of(const std::string& inner) const {
    return given_policy.at(name + "/" + inner);
  }
  /// What is saved: name, trainable, dtype and the arguments.
  virtual Object full_config() const;
  /// Adds `variable` made elsewhere.
  void track(const Variable& variable);
  void set_trainable(bool value);
  /// "layers.Dense 'dense_1'", for errors.
  std::string path() const;

  std::string class_name, name;
  DTypePolicy given_policy;  ///< Maybe a map, ...
  DTypePolicy policy;        ///< ... and what it has for this layer.
  bool trainable;
  bool built = false;
  Regularizer activity_regularizer = {};
  Variables own_trainable = {}, own_non_trainable = {};
  std::vector<Shape> built_with = {};
  std::optional<Object> saved_build_config = {};  ///< What a file says of that, to be kept.
  std::vector<std::weak_ptr<graph::Node>> symbolic_calls = {};

 protected:
  /// Replaces the weights of a built layer by those of its form for `config`.
  virtual void quantize_weights(const QuantizationConfig& /*config*/) {}

 private:
  void expect_quantizable(const std::string& mode) const;
  Tensors call_symbolic(const Tensors& inputs, const CallOptions& options);
  Tensors call_now(const Tensors& inputs, const CallOptions& options);
  void pass_masks(const Tensors& inputs, const Tensors& mask, const Tensors& outputs) const;
};

inline void from_value(const Value& value, Layer& layer) { layer = deserialize<Layer>(value); }
/// A layer of a model that a file holds, and what it says of how the layer was built.
Layer read_layer(const Value& saved);

namespace layers {
/// Stands for the type of an own struct.
template <class D>
inline constexpr char definition_tag = 0;
}  // namespace layers

template <class D>
D& Layer::as() const {
  if constexpr (std::derived_from<D, Impl>) {
    return static_cast<D&>(*impl_);
  } else {
    auto* own = impl_ ? impl_->own_definition(&layers::definition_tag<D>) : nullptr;
    if (!own) fail("Layer.as: the layer is no struct of this type");
    return *static_cast<D*>(own);
  }
}

/// All losses that calls inside of its life add (weight penalties are not among them).
class LossCollector {
 public:
  LossCollector();
  ~LossCollector();
  LossCollector(const LossCollector&) = delete;
  LossCollector& operator=(const LossCollector&) = delete;
  std::vector<Tensor> losses() const;
  /// Those of the innermost collector; none without one.
  static std::vector<Tensor> collected();
  void add(const Layer::Impl* layer, const Tensor& loss) { losses_.emplace_back(layer, loss); }
  /// Forgets what earlier calls of the layer added.
  void forget(const Layer::Impl* layer);

 private:
  std::vector<std::pair<const Layer::Impl*, Tensor>> losses_ = {};
  LossCollector* outer_;
};

struct InputOptions {
  std::optional<std::int64_t> batch_size = {};
  DType dtype = config::floatx();
  std::string name = {};
  bool optional = false;  ///< Whether a model may be given None.
};
/// A symbolic tensor that a model starts from; `shape` is without the batch axis.
///
///     const auto pixels = Input({28, 28});
Tensor Input(Shape shape, InputOptions options = {});

}  // namespace keras
