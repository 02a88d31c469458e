// The effects that change colors and sharpness.
#include "keras/layers/preprocessing/image_effects.hpp"

#include "keras/core/settings.hpp"
#include "keras/layers/preprocessing/image_effect.hpp"
#include "keras/layers/preprocessing/random_color.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/image_filter.hpp"

namespace keras::layers {
namespace {

/// Images whose part `which` of hue, saturation and value is changed.
template <class Change>
Tensor changed_hsv(const Tensor& images, int which, Change change) {
  auto parts =
      ops::split(ops::image::rgb_to_hsv(images, {.data_format = "channels_last"}), 3, {.axis = -1});
  auto& part = parts[static_cast<std::size_t>(which)];
  part = change(part);
  return ops::image::hsv_to_rgb(ops::concatenate(parts, {.axis = -1}),
                                {.data_format = "channels_last"});
}

struct GaussianBlurImpl final : ImageEffect<RandomGaussianBlurOptions, false> {
  explicit GaussianBlurImpl(RandomGaussianBlurOptions o)
      : ImageEffect("RandomGaussianBlur", std::move(o)) {
    const auto [columns, rows] = options.kernel_size;
    if (columns < 1 || rows < 1 || columns % 2 == 0 || rows % 2 == 0)
      fail("layers.RandomGaussianBlur: kernel_size must be odd; received kernel_size=(", columns,
           ", ", rows, ")");
  }
  Tensor augmented(const Tensor& images) override {
    const auto weights = [&](int size) {
      const auto sigma = random::uniform(
          {}, {.minval = options.sigma.low(), .maxval = options.sigma.high(), .seed = generator});
      return ops::image::normal_weights(size, sigma + 1e-6);
    };
    const auto y = ops::image::filtered(images, weights(options.kernel_size.second),
                                        weights(options.kernel_size.first), "same");
    return clipped(ops::where(chosen(images), y, images));
  }
};

struct HueImpl final : ImageEffect<RandomHueOptions, true> {
  explicit HueImpl(RandomHueOptions o) : ImageEffect("RandomHue", std::move(o)) {}
  Tensor augmented(const Tensor& images) override {
    const auto turn = draw(images, options.factor) * 0.5;
    const auto either_way = ops::where(draw(images, 0, 1) > 0.5, -turn, turn);
    const auto turned = [&](const Tensor& hue) {
      const auto next = hue + either_way;
      const auto below = ops::where(next > 1, next - 1, next);
      return ops::where(below < 0, below + 1, below);
    };
    constexpr ValueRange one = {0, 1};
    const auto y = changed_hsv(in_range(images, options.value_range, one), 0, turned);
    return in_range(ops::clip(y, 0, 1), one, options.value_range);
  }
};

struct SaturationImpl final : ImageEffect<RandomSaturationOptions, true> {
  explicit SaturationImpl(RandomSaturationOptions o)
      : ImageEffect("RandomSaturation", std::move(o), -1) {
    auto& [low, high] = options.value_range;
    if (low > high) std::swap(low, high);
  }
  Tensor augmented(const Tensor& images) override {
    const auto drawn = draw(images, options.factor);
    const auto more = drawn / (1 - drawn + config::epsilon());
    return changed_hsv(images, 1, [&](const Tensor& part) { return clipped(part * more); });
  }
};

struct SharpnessImpl final : ImageEffect<RandomSharpnessOptions, false> {
  explicit SharpnessImpl(RandomSharpnessOptions o) : ImageEffect("RandomSharpness", std::move(o)) {
    auto& [low, high] = options.value_range;
    if (low > high) std::swap(low, high);
  }
  Tensor augmented(const Tensor& images) override {
    // The mean of nine pixels, of which the middle one counts five times: 9 + 4 of 13.
    const Tensor ones(std::vector<float>{1, 1, 1});
    const auto nine = ops::image::filtered(images, ones, ones, "same");
    const auto smooth = (nine + 4.0 * images) / 13.0;
    const auto part = 1 - draw(images, options.factor) * 2;
    return clipped(images + part * (smooth - images));
  }
};

struct ColorJitterImpl final : ImageEffect<RandomColorJitterOptions, true> {
  std::vector<Layer> steps;

  explicit ColorJitterImpl(RandomColorJitterOptions o)
      : ImageEffect("RandomColorJitter", std::move(o)) {
    const auto seeded = [&](auto step) {
      step.value_range = options.value_range;
      return like_part(std::move(step), options, static_cast<int>(steps.size()));
    };
    if (options.brightness_factor)
      steps.push_back(
          RandomBrightness(*options.brightness_factor, seeded(RandomBrightnessOptions())));
    if (options.contrast_factor)
      steps.push_back(RandomContrast(*options.contrast_factor, seeded(RandomContrastOptions())));
    if (options.saturation_factor)
      steps.push_back(
          RandomSaturation(*options.saturation_factor, seeded(RandomSaturationOptions())));
    if (options.hue_factor)
      steps.push_back(RandomHue(*options.hue_factor, seeded(RandomHueOptions())));
  }
  Tensor augmented(const Tensor& images) override {
    auto y = images;
    for (const auto& step : steps) y = step(y, {.training = true});
    return y;
  }
};

}  // namespace

RandomGaussianBlur::RandomGaussianBlur(RandomGaussianBlurOptions options)
    : Layer(std::make_shared<GaussianBlurImpl>(std::move(options))) {}

RandomHue::RandomHue(RandomHueOptions options)
    : Layer(std::make_shared<HueImpl>(std::move(options))) {}
RandomHue::RandomHue(Factor factor, RandomHueOptions options)
    : RandomHue((options.factor = factor, std::move(options))) {}

RandomSaturation::RandomSaturation(RandomSaturationOptions options)
    : Layer(std::make_shared<SaturationImpl>(std::move(options))) {}
RandomSaturation::RandomSaturation(Factor factor, RandomSaturationOptions options)
    : RandomSaturation((options.factor = factor, std::move(options))) {}

RandomSharpness::RandomSharpness(RandomSharpnessOptions options)
    : Layer(std::make_shared<SharpnessImpl>(std::move(options))) {}
RandomSharpness::RandomSharpness(Factor factor, RandomSharpnessOptions options)
    : RandomSharpness((options.factor = factor, std::move(options))) {}

RandomColorJitter::RandomColorJitter(RandomColorJitterOptions options)
    : Layer(std::make_shared<ColorJitterImpl>(std::move(options))) {}

const Registered<Layer> registered_random_perspective =
    registered<Layer, RandomPerspective, RandomPerspectiveOptions>("keras.layers",
                                                                   "RandomPerspective");
const Registered<Layer> registered_random_elastic_transform =
    registered<Layer, RandomElasticTransform, RandomElasticTransformOptions>(
        "keras.layers", "RandomElasticTransform");
const Registered<Layer> registered_random_erasing =
    registered<Layer, RandomErasing, RandomErasingOptions>("keras.layers", "RandomErasing");
const Registered<Layer> registered_random_gaussian_blur =
    registered<Layer, RandomGaussianBlur, RandomGaussianBlurOptions>("keras.layers",
                                                                     "RandomGaussianBlur");
const Registered<Layer> registered_random_hue =
    registered<Layer, RandomHue, RandomHueOptions>("keras.layers", "RandomHue");
const Registered<Layer> registered_random_saturation =
    registered<Layer, RandomSaturation, RandomSaturationOptions>("keras.layers",
                                                                 "RandomSaturation");
const Registered<Layer> registered_random_sharpness =
    registered<Layer, RandomSharpness, RandomSharpnessOptions>("keras.layers", "RandomSharpness");
const Registered<Layer> registered_random_color_jitter =
    registered<Layer, RandomColorJitter, RandomColorJitterOptions>("keras.layers",
                                                                   "RandomColorJitter");
const Registered<Layer> registered_aug_mix =
    registered<Layer, AugMix, AugMixOptions>("keras.layers", "AugMix");
const Registered<Layer> registered_rand_augment =
    registered<Layer, RandAugment, RandAugmentOptions>("keras.layers", "RandAugment");
const Registered<Layer> registered_cut_mix =
    registered<Layer, CutMix, CutMixOptions>("keras.layers", "CutMix");
const Registered<Layer> registered_mix_up =
    registered<Layer, MixUp, MixUpOptions>("keras.layers", "MixUp");

}  // namespace keras::layers
