#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `LayerScale`, in the order of the layer in keras.applications.convnext.
struct LayerScaleOptions {
  double init_values = 0;  ///< What the factors start at. Required.
  int projection_dim = 0;  ///< How many there are, one for each channel. Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x times a learned factor for each channel (Touvron et al. 2021), as in the ConvNeXt models:
/// (..., projection_dim), which it keeps.
///
///     auto y = LayerScale(1e-6, 96)(x);
///
/// https://keras.io/api/applications/convnext
class LayerScale : public Layer {
 public:
  LayerScale(double init_values, int projection_dim, LayerScaleOptions options = {});
  explicit LayerScale(LayerScaleOptions options);
};

extern const Registered<Layer> registered_layer_scale;
[[gnu::used]] inline const auto* const linked_layer_scale = &registered_layer_scale;

}  // namespace keras::layers
