#include "keras/layers/applications/layer_scale.hpp"

#include "keras/initializers/initializers.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct LayerScaleImpl final : LayerOf<LayerScaleOptions> {
  Variable gamma;

  explicit LayerScaleImpl(LayerScaleOptions o) : LayerOf("LayerScale", std::move(o)) {
    if (options.projection_dim <= 0)
      fail("layers.LayerScale: projection_dim must be positive; received projection_dim=",
           options.projection_dim);
  }

  std::string module() const override { return "keras.src.applications.convnext"; }
  std::string registered_name() const override { return class_name; }

  void build(const Shape&) override {
    gamma = add_weight({.shape = {options.projection_dim},
                        .initializer = initializers::Constant(options.init_values),
                        .dtype = policy.variable_dtype()});
  }

  Tensor call(const Tensor& x, CallContext&) override {
    return x * ops::cast(gamma, policy.compute_dtype());
  }
};

LayerScaleOptions with(double init_values, int projection_dim, LayerScaleOptions options) {
  options.init_values = init_values;
  options.projection_dim = projection_dim;
  return options;
}

}  // namespace

LayerScale::LayerScale(LayerScaleOptions options)
    : Layer(std::make_shared<LayerScaleImpl>(std::move(options))) {}
LayerScale::LayerScale(double init_values, int projection_dim, LayerScaleOptions options)
    : LayerScale(with(init_values, projection_dim, std::move(options))) {}

const Registered<Layer> registered_layer_scale{
    "keras.src.applications.convnext", "LayerScale",
    Definition<Layer, LayerScale, LayerScaleOptions>::from_config, nullptr};

}  // namespace keras::layers
