// The effects that put something else in the place of pixels.
#include "keras/layers/preprocessing/image_effect.hpp"

namespace keras::layers {
namespace {

struct ErasingImpl final : ImageEffect<RandomErasingOptions, false> {
  explicit ErasingImpl(RandomErasingOptions o) : ImageEffect("RandomErasing", std::move(o)) {}
  Tensor augmented(const Tensor& images) override {
    const auto height = ops::sqrt(draw(images, options.scale));
    const auto width = ops::sqrt(draw(images, options.scale));
    const auto there = ops::logical_and(chosen(images), covered(*this, images, height, width));
    return ops::where(there, ops::cast(filling(images), images.dtype()), images);
  }
  Tensor filling(const Tensor& images) const {
    if (options.fill_value) return clipped(Tensor(*options.fill_value));
    return clipped(random::normal(images.shape(), {.seed = generator}) *
                   options.value_range.second);
  }
};

/// The numbers of images in a random order.
Tensor shuffled(const Tensor& images, const random::SeedGenerator& generator) {
  return random::shuffle(ops::arange(images.shape(0)), {.seed = generator});
}

struct CutMixImpl final : ImageEffect<CutMixOptions, false> {
  explicit CutMixImpl(CutMixOptions o) : ImageEffect("CutMix", std::move(o)) {}
  ImageChange change(const Tensor& images) override {
    const auto alpha = random::uniform({}, {.minval = options.factor.low(),
                                            .maxval = options.factor.high(),
                                            .seed = generator}) +
                       1e-6;
    const auto kept = random::beta({images.shape(0), 1, 1, 1}, alpha, alpha,
                                   {.dtype = policy.compute_dtype(), .seed = generator});
    const auto side = ops::sqrt(1 - kept);
    const auto order = shuffled(images, generator);
    const auto there = covered(*this, images, side, side);
    return {
        [=](const Tensor& x) { return ops::where(there, ops::take(x, order, {.axis = 0}), x); }};
  }
};

struct MixUpImpl final : ImageEffect<MixUpOptions, true> {
  explicit MixUpImpl(MixUpOptions o) : ImageEffect("MixUp", std::move(o)) {
    if (options.alpha <= 0)
      fail("layers.MixUp: alpha must be positive; received alpha=", options.alpha);
  }
  ImageChange change(const Tensor& images) override {
    const auto share = random::beta({images.shape(0), 1, 1, 1}, options.alpha, options.alpha,
                                    {.dtype = policy.compute_dtype(), .seed = generator});
    const auto order = shuffled(images, generator);
    return {[=](const Tensor& x) {
      return share * x + (1 - share) * ops::take(x, order, {.axis = 0});
    }};
  }
};

}  // namespace

RandomErasing::RandomErasing(RandomErasingOptions options)
    : Layer(std::make_shared<ErasingImpl>(std::move(options))) {}

CutMix::CutMix(CutMixOptions options) : Layer(std::make_shared<CutMixImpl>(std::move(options))) {}

MixUp::MixUp(MixUpOptions options) : Layer(std::make_shared<MixUpImpl>(std::move(options))) {}

}  // namespace keras::layers
