#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `CustomScaleLayer`, in the order of the layer in
/// keras.applications.inception_resnet_v2.
struct CustomScaleLayerOptions {
  double scale = 0;  ///< Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The first input plus `scale` times the second, as in the InceptionResNetV2 model.
///
///     auto y = CustomScaleLayer(0.17)({x, branch});
///
/// https://keras.io/api/applications/inceptionresnetv2
class CustomScaleLayer : public Layer {
 public:
  explicit CustomScaleLayer(double scale, CustomScaleLayerOptions options = {});
  explicit CustomScaleLayer(CustomScaleLayerOptions options);
};

extern const Registered<Layer> registered_custom_scale_layer;
[[gnu::used]] inline const auto* const linked_custom_scale_layer = &registered_custom_scale_layer;

}  // namespace keras::layers
