#include "keras/layers/regularization/gaussian_noise.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

struct GaussianNoiseImpl final : LayerOf<GaussianNoiseOptions> {
  random::SeedGenerator generator;

  explicit GaussianNoiseImpl(GaussianNoiseOptions o)
      : LayerOf("GaussianNoise", std::move(o)), generator(options.seed) {
    if (!(options.stddev >= 0 && options.stddev <= 1))
      fail("layers.GaussianNoise: stddev must be in [0, 1]; received stddev=", options.stddev);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.training || options.stddev == 0) return x;
    return x + random::normal(
                   x.shape(),
                   {.stddev = options.stddev, .dtype = policy.compute_dtype(), .seed = generator});
  }
};

}  // namespace

GaussianNoise::GaussianNoise(GaussianNoiseOptions options)
    : Layer(std::make_shared<GaussianNoiseImpl>(std::move(options))) {}
GaussianNoise::GaussianNoise(double stddev, GaussianNoiseOptions options)
    : GaussianNoise((options.stddev = stddev, std::move(options))) {}

const Registered<Layer> registered_gaussian_noise =
    registered<Layer, GaussianNoise, GaussianNoiseOptions>("keras.layers", "GaussianNoise");

}  // namespace keras::layers
