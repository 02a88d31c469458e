#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `LayerNormalization`, in the order of keras.layers.LayerNormalization.
struct LayerNormalizationOptions {
  Axes axis = -1;         ///< The axes over which each sample is normalized.
  double epsilon = 1e-3;  ///< Added to the variance.
  bool center = true;     ///< Whether to add a learned offset, beta.
  bool scale = true;      ///< Whether to multiply by a learned factor, gamma.
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  /// Deprecated in Keras: divide by the standard deviation without subtracting the mean.
  bool rms_scaling = false;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the statistics of each sample along
/// `axis`; any shape, which it keeps.
///
///     auto y = LayerNormalization()(x);
///
/// Ba et al. 2016; https://keras.io/api/layers/normalization_layers/layer_normalization
class LayerNormalization : public Layer {
 public:
  LayerNormalization(LayerNormalizationOptions options = {});
  Variable gamma() const;
  Variable beta() const;
};

extern const Registered<Layer> registered_layer_normalization;
[[gnu::used]] inline const auto* const linked_layer_normalization = &registered_layer_normalization;

}  // namespace keras::layers
