#include "keras/layers/applications/custom_scale_layer.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct CustomScaleLayerImpl final : LayerOf<CustomScaleLayerOptions> {
  explicit CustomScaleLayerImpl(CustomScaleLayerOptions o)
      : LayerOf("CustomScaleLayer", std::move(o)) {}

  std::string module() const override { return "keras.src.applications.inception_resnet_v2"; }
  std::string registered_name() const override { return class_name; }

  using LayerOf::call;
  Tensors call(const Tensors& inputs, CallContext&) override {
    if (inputs.size() != 2) fail(path(), ": two inputs are wanted; received ", inputs.size());
    return inputs[0] + inputs[1] * options.scale;
  }
  Tensor call(const Tensor& x, CallContext&) override { return x; }
};

}  // namespace

CustomScaleLayer::CustomScaleLayer(CustomScaleLayerOptions options)
    : Layer(std::make_shared<CustomScaleLayerImpl>(std::move(options))) {}
CustomScaleLayer::CustomScaleLayer(double scale, CustomScaleLayerOptions options)
    : CustomScaleLayer((options.scale = scale, std::move(options))) {}

const Registered<Layer> registered_custom_scale_layer{
    "keras.src.applications.inception_resnet_v2", "CustomScaleLayer",
    Definition<Layer, CustomScaleLayer, CustomScaleLayerOptions>::from_config, nullptr};

}  // namespace keras::layers
