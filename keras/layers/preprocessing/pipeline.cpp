#include "keras/layers/preprocessing/pipeline.hpp"

#include <algorithm>

#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

struct PipelineImpl final : LayerOf<PipelineOptions> {
  explicit PipelineImpl(PipelineOptions o) : LayerOf("Pipeline", std::move(o)) {
    const auto defined = [](const Layer& layer) { return layer.defined(); };
    if (!std::all_of(options.layers.begin(), options.layers.end(), defined))
      fail("layers.Pipeline: layers must be layers; received None among them");
  }

  Object full_config() const override {
    auto config = LayerOf::full_config();
    for (const auto* key : {"dtype", "trainable"}) config.erase(key);
    return config;
  }
  std::vector<Layer::Child> children() const override {
    return {{"_pipeline_layers", options.layers}};
  }
  bool supports_masking() const override { return true; }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    auto y = inputs;
    const bool training = !context.training_given || context.training;
    for (const auto& layer : options.layers) y = layer.call_all(y, {.training = training});
    return y;
  }
  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
};

}  // namespace

Pipeline::Pipeline(PipelineOptions options)
    : Layer(std::make_shared<PipelineImpl>(std::move(options))) {}
Pipeline::Pipeline(std::vector<Layer> layers, PipelineOptions options)
    : Pipeline((options.layers = std::move(layers), std::move(options))) {}

const Registered<Layer> registered_pipeline =
    registered<Layer, Pipeline, PipelineOptions>("keras.layers", "Pipeline");

}  // namespace keras::layers
