#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `RMSNormalization`, in the order of keras.layers.RMSNormalization.
struct RMSNormalizationOptions {
  Axes axis = -1;         ///< The axes over which each sample is normalized.
  double epsilon = 1e-6;  ///< Added to the mean square.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x / sqrt(mean(x^2) + epsilon) * scale, with the mean of each sample along `axis`; any shape,
/// which it keeps.
///
///     auto y = RMSNormalization()(x);
///
/// Zhang and Sennrich 2019; https://keras.io/api/layers/normalization_layers/rms_normalization
class RMSNormalization : public Layer {
 public:
  RMSNormalization(RMSNormalizationOptions options = {});
  Variable scale() const;
};

extern const Registered<Layer> registered_rms_normalization;
[[gnu::used]] inline const auto* const linked_rms_normalization = &registered_rms_normalization;

}  // namespace keras::layers
