#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `UnitNormalization`, in the order of keras.layers.UnitNormalization.
struct UnitNormalizationOptions {
  Axes axis = -1;  ///< The axes over which each sample is normalized.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x divided by its length along `axis`; any shape, which it keeps.
///
///     auto directions = UnitNormalization()(x);
///
/// https://keras.io/api/layers/normalization_layers/unit_normalization
class UnitNormalization : public Layer {
 public:
  UnitNormalization(UnitNormalizationOptions options = {});
};

extern const Registered<Layer> registered_unit_normalization;
[[gnu::used]] inline const auto* const linked_unit_normalization = &registered_unit_normalization;

}  // namespace keras::layers
