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

struct CutMixImpl final : ImageEffect<CutMixOptions, false> {
  explicit CutMixImpl(CutMixOptions o) : ImageEffect("CutMix", std::move(o)) {}
  Tensor call(const Tensor& x, CallContext& context) override {
    if (x.rank() == 3) return ops::cast(x, policy.compute_dtype());  // there is no other image
    return ImageEffect::call(x, context);
  }
  Tensor augmented(const Tensor& images) override {
    const auto alpha = random::uniform({}, {.minval = options.factor.low(),
                                            .maxval = options.factor.high(),
                                            .seed = generator}) +
                       1e-6;
    const auto kept = random::beta({images.shape(0), 1, 1, 1}, alpha, alpha,
                                   {.dtype = policy.compute_dtype(), .seed = generator});
    const auto side = ops::sqrt(1 - kept);
    const auto others = random::shuffle(images, {.seed = generator});
    return ops::where(covered(*this, images, side, side), others, images);
  }
};

struct MixUpImpl final : ImageEffect<MixUpOptions, true> {
  explicit MixUpImpl(MixUpOptions o) : ImageEffect("MixUp", std::move(o)) {
    if (options.alpha <= 0)
      fail("layers.MixUp: alpha must be positive; received alpha=", options.alpha);
  }
  Tensor augmented(const Tensor& images) override {
    const auto share = random::beta({images.shape(0), 1, 1, 1}, options.alpha, options.alpha,
                                    {.dtype = policy.compute_dtype(), .seed = generator});
    return share * images + (1 - share) * random::shuffle(images, {.seed = generator});
  }
};

}  // namespace

RandomErasing::RandomErasing(RandomErasingOptions options)
    : Layer(std::make_shared<ErasingImpl>(std::move(options))) {}

CutMix::CutMix(CutMixOptions options) : Layer(std::make_shared<CutMixImpl>(std::move(options))) {}

MixUp::MixUp(MixUpOptions options) : Layer(std::make_shared<MixUpImpl>(std::move(options))) {}

}  // namespace keras::layers
