#include "keras/layers/activations/leaky_re_lu.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/nn.hpp"

namespace keras::layers {
namespace {

struct LeakyReLUImpl final : LayerOf<LeakyReLUOptions> {
  explicit LeakyReLUImpl(LeakyReLUOptions o) : LayerOf("LeakyReLU", std::move(o)) {
    if (!(options.negative_slope >= 0))
      fail("layers.LeakyReLU: negative_slope must be at least 0; received negative_slope=",
           options.negative_slope);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    return ops::leaky_relu(x, {.negative_slope = options.negative_slope});
  }
};

}  // namespace

LeakyReLU::LeakyReLU(LeakyReLUOptions options)
    : Layer(std::make_shared<LeakyReLUImpl>(std::move(options))) {}

LeakyReLU::LeakyReLU(double negative_slope, LeakyReLUOptions options)
    : LeakyReLU((options.negative_slope = negative_slope, std::move(options))) {}

Layer LeakyReLU::from_config(const Object& saved) {
  auto config = saved;
  if (const auto* old = config.find("alpha")) {  // its name in Keras 2
    const auto slope = *old;
    config["negative_slope"] = slope;
    config.erase("alpha");
  }
  return layer_from_config<LeakyReLU, LeakyReLUOptions>(config);
}

const Registered<Layer> registered_leaky_re_lu =
    registered<Layer, LeakyReLU, LeakyReLUOptions>("keras.layers", "LeakyReLU");

}  // namespace keras::layers
