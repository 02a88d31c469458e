#include "keras/layers/activations/re_lu.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

void expect_not_negative(const char* name, double value) {
  if (!(value >= 0))
    fail("layers.ReLU: ", name, " must be at least 0; received ", name, "=", value);
}

struct ReLUImpl final : LayerOf<ReLUOptions> {
  explicit ReLUImpl(ReLUOptions o) : LayerOf("ReLU", std::move(o)) {
    if (options.max_value) expect_not_negative("max_value", *options.max_value);
    expect_not_negative("negative_slope", options.negative_slope);
    expect_not_negative("threshold", options.threshold);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    const auto [max_value, slope, threshold] =
        std::tuple(options.max_value, options.negative_slope, options.threshold);
    if (slope != 0 && !max_value && threshold == 0)
      return ops::leaky_relu(x, {.negative_slope = slope});
    auto y = threshold != 0 ? ops::where(x > threshold, x, 0) : ops::relu(x);
    if (max_value) y = ops::clip(y, 0.0, *max_value);
    return slope == 0 ? y : y - slope * ops::relu(threshold != 0 ? -x + threshold : -x);
  }
};

}  // namespace

ReLU::ReLU(ReLUOptions options) : Layer(std::make_shared<ReLUImpl>(std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::ReLU, keras::layers::ReLUOptions>;
