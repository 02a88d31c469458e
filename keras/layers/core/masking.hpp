#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Masking`, in the order of keras.layers.Masking.
struct MaskingOptions {
  double mask_value = 0;  ///< A step all of whose features are this is left out.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Zeros in place of the steps that are left out; (batch, steps, features), which it keeps.
///
///     auto y = Masking({.mask_value = -1})(x);
///
/// https://keras.io/api/layers/core_layers/masking
class Masking : public Layer {
 public:
  Masking(MaskingOptions options = {});
};

extern const Registered<Layer> registered_masking;
[[gnu::used]] inline const auto* const linked_masking = &registered_masking;

}  // namespace keras::layers
