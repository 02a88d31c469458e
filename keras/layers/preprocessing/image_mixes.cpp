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

/// This share of each, and the rest of the one that stands there in `order`.
ImageChange::Part mixed(const Tensor& share, const Tensor& order) {
  return
      [=](const Tensor& x) { return share * x + (1 - share) * ops::take(x, order, {.axis = 0}); };
}

struct CutMixImpl final : ImageEffect<CutMixOptions, false> {
  explicit CutMixImpl(CutMixOptions o) : ImageEffect("CutMix", std::move(o)) {}
  ImageChange change(const Tensor& images) override {
    if (images.shape(0) == 1) return no_change(images);  // there is no other image
    const auto alpha = random::uniform({}, {.minval = options.factor.low(),
                                            .maxval = options.factor.high(),
                                            .seed = generator}) +
                       1e-6;
    const auto kept = random::beta({images.shape(0), 1, 1, 1}, alpha, alpha,
                                   {.dtype = policy.compute_dtype(), .seed = generator});
    const auto side = ops::sqrt(1 - kept);
    const auto order = shuffled(images, generator);
    const auto there = covered(*this, images, side, side);
    const auto covered_by_others = [=, this](const Tensor& x) {
      const auto y = computed(x);
      return ops::where(there, ops::take(y, order, {.axis = 0}), y);
    };
    return {.images = covered_by_others,
            .masks = covered_by_others,
            .labels = mixed(ops::reshape(1 - side * side, {-1, 1}), order),
            .boxes = refused_boxes(path())};
  }
  ImageChange no_change(const Tensor&) override {
    return {.masks = [this](const Tensor& x) { return computed(x); },
            .boxes = refused_boxes(path())};
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
    const auto images_or_masks = mixed(share, order);
    return {.images = images_or_masks,
            .masks = images_or_masks,
            .labels = mixed(ops::reshape(share, {-1, 1}), order),
            .boxes = [order](const Dict& given) {
              auto boxes = given;
              const auto add_others = [&](const char* name, int axis) {
                const auto others = ops::take(boxes[name], order, {.axis = 0});
                boxes[name] = ops::concatenate({boxes[name], others}, {.axis = axis});
              };
              add_others("boxes", 1);
              add_others("labels", 0);  // as in Keras, below and not behind
              return boxes;
            }};
  }
};

}  // namespace

RandomErasing::RandomErasing(RandomErasingOptions options)
    : Layer(std::make_shared<ErasingImpl>(std::move(options))) {}

CutMix::CutMix(CutMixOptions options) : Layer(std::make_shared<CutMixImpl>(std::move(options))) {}

MixUp::MixUp(MixUpOptions options) : Layer(std::make_shared<MixUpImpl>(std::move(options))) {}

}  // namespace keras::layers
