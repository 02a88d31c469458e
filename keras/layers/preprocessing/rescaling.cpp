#include "keras/layers/preprocessing/rescaling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct RescalingImpl final : LayerOf<RescalingOptions> {
  explicit RescalingImpl(RescalingOptions o) : LayerOf("Rescaling", std::move(o)) {}

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    const auto dtype = policy.compute_dtype();
    return ops::cast(x, dtype) * options.scale.tensor(dtype) + options.offset.tensor(dtype);
  }
};

}  // namespace

Rescaling::Rescaling(RescalingOptions options)
    : Layer(std::make_shared<RescalingImpl>(std::move(options))) {}
Rescaling::Rescaling(double scale, RescalingOptions options)
    : Rescaling((options.scale = scale, std::move(options))) {}
Rescaling::Rescaling(double scale, double offset, RescalingOptions options)
    : Rescaling(scale, (options.offset = offset, std::move(options))) {}

const Registered<Layer> registered_rescaling =
    registered<Layer, Rescaling, RescalingOptions>("keras.layers", "Rescaling");

}  // namespace keras::layers
