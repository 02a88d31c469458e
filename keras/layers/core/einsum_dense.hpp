#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// A shape in which lengths may be None, or one length.
class PartialShape {
 public:
  PartialShape() = default;
  PartialShape(int length) : lengths{length} {}
  PartialShape(std::initializer_list<Dim> dims) : lengths(dims) {}

  Shape lengths = {};
};
inline Value to_value(const PartialShape& shape) { return to_value(shape.lengths); }
void from_value(const Value& value, PartialShape& shape);

/// Arguments of `EinsumDense`, in the order of keras.layers.EinsumDense.
struct EinsumDenseOptions {
  std::string equation = {};       ///< Of the input and the kernel: "abc,cd->abd". Required.
  PartialShape output_shape = {};  ///< Without the batch axis and those of `...`. Required.
  activations::Activation activation = {};    ///< Applied to the output; none by default.
  std::optional<std::string> bias_axes = {};  ///< The axes of a learned offset; none by default.
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::optional<int> lora_rank = {};      ///< Of a learned change, the only thing that is trained.
  std::optional<double> lora_alpha = {};  ///< The strength of that change.
  std::optional<int> gptq_unpacked_column_size = {};  ///< Must be None.
  QuantizationConfig quantization_config = {};        ///< For a dtype policy that quantizes.
  Regularizer activity_regularizer = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(einsum(equation, x, kernel) + bias): the shapes are those of the equation.
///
///     auto heads = EinsumDense("abc,cde->abde", {None, 8, 64}, {.bias_axes = "de"})(x);
///
/// https://keras.io/api/layers/core_layers/einsum_dense
class EinsumDense : public Layer {
 public:
  EinsumDense(std::string equation, PartialShape output_shape, EinsumDenseOptions options = {});
  explicit EinsumDense(EinsumDenseOptions options);
  Variable kernel() const;
  /// From now on the kernel stays and a change of that rank is trained instead.
  void enable_lora(int rank, LoraOptions options = {}) const;
  Variable bias() const;
};

extern const Registered<Layer> registered_einsum_dense;
[[gnu::used]] inline const auto* const linked_einsum_dense = &registered_einsum_dense;

}  // namespace keras::layers
