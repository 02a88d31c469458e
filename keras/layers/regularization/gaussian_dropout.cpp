#include "keras/layers/regularization/gaussian_dropout.hpp"

#include <cmath>

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

struct GaussianDropoutImpl final : LayerOf<GaussianDropoutOptions> {
  random::SeedGenerator generator;

  explicit GaussianDropoutImpl(GaussianDropoutOptions o)
      : LayerOf("GaussianDropout", std::move(o)), generator(options.seed) {
    if (!(options.rate >= 0 && options.rate < 1))  // at 1 the variance would be infinite
      fail("layers.GaussianDropout: rate must be in [0, 1); received rate=", options.rate);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.training || options.rate == 0) return x;
    return x * random::normal(x.shape(), {.mean = 1,
                                          .stddev = std::sqrt(options.rate / (1 - options.rate)),
                                          .dtype = policy.compute_dtype(),
                                          .seed = generator});
  }
};

}  // namespace

GaussianDropout::GaussianDropout(GaussianDropoutOptions options)
    : Layer(std::make_shared<GaussianDropoutImpl>(std::move(options))) {}
GaussianDropout::GaussianDropout(double rate, GaussianDropoutOptions options)
    : GaussianDropout((options.rate = rate, std::move(options))) {}

const Registered<Layer> registered_gaussian_dropout =
    registered<Layer, GaussianDropout, GaussianDropoutOptions>("keras.layers", "GaussianDropout");

}  // namespace keras::layers
