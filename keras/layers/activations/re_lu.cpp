#include "keras/layers/activations/re_lu.hpp"

#include "keras/activations/activation.hpp"
#include "keras/layers/layer_define.hpp"

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
    return activations::relu(x, {.negative_slope = options.negative_slope,
                                 .max_value = options.max_value,
                                 .threshold = options.threshold});
  }
};

}  // namespace

ReLU::ReLU(ReLUOptions options) : Layer(std::make_shared<ReLUImpl>(std::move(options))) {}

const Registered<Layer> registered_re_lu =
    registered<Layer, ReLU, ReLUOptions>("keras.layers", "ReLU");

}  // namespace keras::layers
