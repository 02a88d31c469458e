#include "keras/layers/preprocessing/random_color.hpp"

#include <utility>

#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/layers/preprocessing/value_range.hpp"

namespace keras::layers {
namespace {

/// The brightness of colors in the last axis, as that axis with length 1.
Tensor gray(const Tensor& images) {
  if (images.shape(3) != 3)
    fail("the images must have 3 channels to become gray; received shape ", images.shape());
  const auto weights = Tensor(std::vector<float>{0.2989F, 0.587F, 0.114F});
  return ops::sum(images * ops::cast(weights, images.dtype()), {.axis = -1, .keepdims = true});
}

/// What the layers share whose pixels lie in a range.
template <class Options>
struct ColorAugmentation : ImageAugmentation<Options> {
  using ImageAugmentation<Options>::options;

  ColorAugmentation(const char* name, Options o) : ImageAugmentation<Options>(name, std::move(o)) {
    auto& [low, high] = options.value_range;
    if (low > high) std::swap(low, high);
  }
  Tensor clipped(const Tensor& images) const {
    return ops::clip(images, options.value_range.first, options.value_range.second);
  }
  /// Pixels of the value range in [0, 255], and back.
  Tensor as_bytes(const Tensor& images) const {
    return in_range(images, options.value_range, byte_range);
  }
  Tensor from_bytes(const Tensor& images) const {
    return in_range(images, byte_range, options.value_range);
  }
  double span() const { return options.value_range.second - options.value_range.first; }
};

struct BrightnessImpl final : ColorAugmentation<RandomBrightnessOptions> {
  explicit BrightnessImpl(RandomBrightnessOptions o)
      : ColorAugmentation("RandomBrightness", std::move(o)) {
    check_factor("factor", options.factor, -1, 1);
    options.factor = options.factor.around_zero(-1);
  }
  Tensor augmented(const Tensor& images) override {
    return clipped(images + draw(images, options.factor) * span());
  }
};

struct ContrastImpl final : ColorAugmentation<RandomContrastOptions> {
  explicit ContrastImpl(RandomContrastOptions o)
      : ColorAugmentation("RandomContrast", std::move(o)) {
    check_factor("factor", options.factor, 0, 1);
    options.factor = options.factor.around_zero(0);
  }
  Tensor augmented(const Tensor& images) override {
    const auto mean = ops::mean(images, {.axis = {1, 2}, .keepdims = true});
    const auto more = draw(images, 1 - options.factor.low(), 1 + options.factor.high());
    return clipped((images - mean) * more + mean);
  }
};

struct InvertImpl final : ColorAugmentation<RandomInvertOptions> {
  explicit InvertImpl(RandomInvertOptions o) : ColorAugmentation("RandomInvert", std::move(o)) {
    check_factor("factor", options.factor, 0, 1);
    options.factor = options.factor.around_zero(0);
  }
  Tensor augmented(const Tensor& images) override {
    const auto probability = draw(images, options.factor);
    return ops::where(draw(images, 0, 1) < probability, options.value_range.second - images,
                      images);
  }
};

struct GrayscaleImpl final : ImageAugmentation<RandomGrayscaleOptions> {
  explicit GrayscaleImpl(RandomGrayscaleOptions o)
      : ImageAugmentation("RandomGrayscale", std::move(o)) {
    check_factor("factor", options.factor, 0, 1);
  }
  /// Keras does not save the seed.
  Object config() const override {
    auto config = ImageAugmentation::config();
    config.erase("seed");
    return config;
  }
  Tensor augmented(const Tensor& images) override {
    return ops::where(draw(images, 0, 1) < options.factor, gray(images), images);
  }
};

struct PosterizationImpl final : ColorAugmentation<RandomPosterizationOptions> {
  explicit PosterizationImpl(RandomPosterizationOptions o)
      : ColorAugmentation("RandomPosterization", std::move(o)) {
    check_factor("factor", options.factor, 1, 8);
    options.factor = options.factor.around_zero(1);
  }
  Tensor augmented(const Tensor& images) override {
    const auto lost = ops::cast(8 - ops::floor(draw(images, options.factor)), "uint8");
    const auto kept = ops::right_shift(ops::cast(as_bytes(images), "uint8"), lost);
    return from_bytes(ops::cast(ops::left_shift(kept, lost), images.dtype()));
  }
};

struct ColorDegenerationImpl final : ColorAugmentation<RandomColorDegenerationOptions> {
  explicit ColorDegenerationImpl(RandomColorDegenerationOptions o)
      : ColorAugmentation("RandomColorDegeneration", std::move(o)) {
    check_factor("factor", options.factor, -1, 1);
    options.factor = options.factor.around_zero(-1);
  }
  Tensor augmented(const Tensor& images) override {
    return clipped(images + draw(images, options.factor) * (gray(images) - images));
  }
};

struct SolarizationImpl final : ColorAugmentation<SolarizationOptions> {
  explicit SolarizationImpl(SolarizationOptions o)
      : ColorAugmentation("Solarization", std::move(o)) {
    for (auto* factor : {&options.addition_factor, &options.threshold_factor}) {
      check_factor(factor == &options.addition_factor ? "addition_factor" : "threshold_factor",
                   *factor, 0, 1);
      *factor = factor->around_zero(0);
    }
  }
  bool keeps_whole_numbers() const override { return false; }
  Tensor augmented(const Tensor& images) override {
    const auto drawn = [&](const Factor& factor) {  // Keras scales only the upper end
      return draw(images, factor.low(), factor.high() * 255);
    };
    const auto bright = ops::clip(as_bytes(images) + drawn(options.addition_factor), 0, 255);
    return from_bytes(ops::where(bright < drawn(options.threshold_factor), bright, 255 - bright));
  }
};

}  // namespace

RandomBrightness::RandomBrightness(RandomBrightnessOptions options)
    : Layer(std::make_shared<BrightnessImpl>(std::move(options))) {}
RandomBrightness::RandomBrightness(Factor factor, RandomBrightnessOptions options)
    : RandomBrightness((options.factor = factor, std::move(options))) {}

RandomContrast::RandomContrast(RandomContrastOptions options)
    : Layer(std::make_shared<ContrastImpl>(std::move(options))) {}
RandomContrast::RandomContrast(Factor factor, RandomContrastOptions options)
    : RandomContrast((options.factor = factor, std::move(options))) {}

RandomInvert::RandomInvert(RandomInvertOptions options)
    : Layer(std::make_shared<InvertImpl>(std::move(options))) {}

RandomGrayscale::RandomGrayscale(RandomGrayscaleOptions options)
    : Layer(std::make_shared<GrayscaleImpl>(std::move(options))) {}

RandomPosterization::RandomPosterization(RandomPosterizationOptions options)
    : Layer(std::make_shared<PosterizationImpl>(std::move(options))) {}
RandomPosterization::RandomPosterization(Factor factor, RandomPosterizationOptions options)
    : RandomPosterization((options.factor = factor, std::move(options))) {}

RandomColorDegeneration::RandomColorDegeneration(RandomColorDegenerationOptions options)
    : Layer(std::make_shared<ColorDegenerationImpl>(std::move(options))) {}
RandomColorDegeneration::RandomColorDegeneration(Factor factor,
                                                 RandomColorDegenerationOptions options)
    : RandomColorDegeneration((options.factor = factor, std::move(options))) {}

Solarization::Solarization(SolarizationOptions options)
    : Layer(std::make_shared<SolarizationImpl>(std::move(options))) {}

const Registered<Layer> registered_random_brightness =
    registered<Layer, RandomBrightness, RandomBrightnessOptions>("keras.layers",
                                                                 "RandomBrightness");
const Registered<Layer> registered_random_contrast =
    registered<Layer, RandomContrast, RandomContrastOptions>("keras.layers", "RandomContrast");
const Registered<Layer> registered_random_invert =
    registered<Layer, RandomInvert, RandomInvertOptions>("keras.layers", "RandomInvert");
const Registered<Layer> registered_random_grayscale =
    registered<Layer, RandomGrayscale, RandomGrayscaleOptions>("keras.layers", "RandomGrayscale");
const Registered<Layer> registered_random_posterization =
    registered<Layer, RandomPosterization, RandomPosterizationOptions>("keras.layers",
                                                                       "RandomPosterization");
const Registered<Layer> registered_random_color_degeneration =
    registered<Layer, RandomColorDegeneration, RandomColorDegenerationOptions>(
        "keras.layers", "RandomColorDegeneration");
const Registered<Layer> registered_solarization =
    registered<Layer, Solarization, SolarizationOptions>("keras.layers", "Solarization");

}  // namespace keras::layers
