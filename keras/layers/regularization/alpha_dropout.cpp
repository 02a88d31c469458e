#include "keras/layers/regularization/alpha_dropout.hpp"

#include <cmath>

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

constexpr double least_selu = -1.6732632423543772 * 1.0507009873554805;

struct AlphaDropoutImpl final : LayerOf<AlphaDropoutOptions> {
  random::SeedGenerator generator;

  explicit AlphaDropoutImpl(AlphaDropoutOptions o)
      : LayerOf("AlphaDropout", std::move(o)), generator(options.seed) {
    if (!(options.rate >= 0 && options.rate <= 1))
      fail("layers.AlphaDropout: rate must be in [0, 1]; received rate=", options.rate);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.training || options.rate == 0) return x;
    const double rate = options.rate;
    const auto drawn = random::uniform(noise_shape(x), {.seed = generator});
    const auto kept = ops::cast(drawn >= rate, x.dtype());
    const double scale = 1 / std::sqrt((1 - rate) * (1 + rate * least_selu * least_selu));
    const double shift = -scale * least_selu * rate;
    return scale * (x * kept + least_selu * (1 - kept)) + shift;
  }

  Shape noise_shape(const Tensor& x) const {
    if (!options.noise_shape) return x.shape();
    auto shape = *options.noise_shape;
    if (shape.rank() != x.rank())
      fail(path(), ": noise_shape must have the ", x.rank(), " axes of the input; received ",
           shape);
    for (int i = 0; i < x.rank(); ++i)
      if (shape[i] == Shape::unknown) shape[i] = x.shape(i);
    return shape;
  }
};

}  // namespace

AlphaDropout::AlphaDropout(AlphaDropoutOptions options)
    : Layer(std::make_shared<AlphaDropoutImpl>(std::move(options))) {}
AlphaDropout::AlphaDropout(double rate, AlphaDropoutOptions options)
    : AlphaDropout((options.rate = rate, std::move(options))) {}

const Registered<Layer> registered_alpha_dropout =
    registered<Layer, AlphaDropout, AlphaDropoutOptions>("keras.layers", "AlphaDropout");

}  // namespace keras::layers
