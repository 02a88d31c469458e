#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Dense`, in the order of keras.layers.Dense.
struct DenseOptions {
  int units = 0;                            ///< Length of the last axis of the output. Required.
  activations::Activation activation = {};  ///< Applied to the output; none by default.
  bool use_bias = true;                     ///< Whether to add a learned vector.
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::optional<int> lora_rank = {};      ///< Of a learned change, the only thing that is trained.
  std::optional<double> lora_alpha = {};  ///< The strength of that change.
  QuantizationConfig quantization_config = {};  ///< For a dtype policy that quantizes.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(x · kernel + bias), on the last axis of x: (..., n) -> (..., units).
///
///     auto hidden = Dense(128, {.activation = "relu"})(x);
///
/// https://keras.io/api/layers/core_layers/dense
class Dense : public Layer {
 public:
  explicit Dense(int units, DenseOptions options = {});
  explicit Dense(DenseOptions options);
  Variable kernel() const;
  /// From now on the kernel stays and a change of that rank is trained instead.
  void enable_lora(int rank, LoraOptions options = {}) const;
  Variable bias() const;
};

extern const Registered<Layer> registered_dense;
[[gnu::used]] inline const auto* const linked_dense = &registered_dense;

}  // namespace keras::layers
