// The effects where their draws have no choice, and what all draws have in common.
#include "keras/layers/preprocessing/image_effects.hpp"

#include <doctest/doctest.h>

#include <set>

#include "keras/core/error.hpp"
#include "keras/layers/preprocessing/equalization.hpp"
#include "keras/layers/preprocessing/max_num_bounding_boxes.hpp"
#include "keras/layers/preprocessing/pipeline.hpp"
#include "keras/layers/preprocessing/random_color.hpp"
#include "keras/layers/preprocessing/rescaling.hpp"
#include "keras/layers/preprocessing/spectrogram.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

Tensor photos() { return random::uniform({3, 8, 8, 3}, {.maxval = 255, .seed = 7}); }

Tensor trained(const Layer& layer, const Tensor& x) { return layer(x, {.training = true}); }

double largest(const Tensor& x) { return double(ops::max(ops::abs(x))); }

void check_unchanged(const Layer& layer) {
  const auto x = photos();
  CHECK(largest(trained(layer, x) - x) < 0.02);
}

}  // namespace

TEST_CASE("effects without strength change nothing") {
  check_unchanged(RandomPerspective({.scale = 0}));
  check_unchanged(RandomPerspective({.factor = {0, 0}}));
  check_unchanged(RandomElasticTransform({.scale = {0, 0}}));
  check_unchanged(RandomElasticTransform({.factor = {0, 0}, .scale = 1}));
  check_unchanged(RandomErasing({.factor = {0, 0}}));
  check_unchanged(RandomGaussianBlur({.kernel_size = {1, 1}}));
  check_unchanged(RandomHue({0, 0}));
  check_unchanged(RandomSaturation({0.5, 0.5}));
  check_unchanged(RandomSharpness({0.5, 0.5}));
  check_unchanged(RandomColorJitter());
  check_unchanged(RandAugment({.num_ops = 0}));
}

TEST_CASE("effects change images within their range") {
  const auto x = photos();
  for (const Layer& layer : std::vector<Layer>{
           RandomPerspective(), RandomElasticTransform(), RandomErasing(), RandomGaussianBlur(),
           RandomHue(0.5), RandomSaturation({0.1, 0.3}), RandomSharpness({0, 0}),
           RandomColorJitter({.brightness_factor = 0.2,
           .contrast_factor = 0.2,
           .saturation_factor = 0.4,
           .hue_factor = 0.3}),
           AugMix(), RandAugment({.num_ops = 4}), CutMix(), MixUp()}) {
    CAPTURE(layer.class_name());
    const auto y = trained(layer, x);
    CHECK(y.shape() == x.shape());
    CHECK(double(ops::min(y)) >= -0.01);
    CHECK(double(ops::max(y)) <= 255.01);
    CHECK(largest(layer(x, {.training = false}) - x) == 0);
  }
  CHECK(largest(trained(RandomSharpness({0, 0}), x) - x) > 1);
  CHECK(largest(trained(RandomHue({0.5, 0.5}), x) - x) > 1);
}

TEST_CASE("a rectangle of a share of the area is erased or taken from another image") {
  const auto ones = ops::ones({2, 8, 8, 1});
  const auto y =
      trained(RandomErasing({.factor = {1, 1}, .scale = {0.25, 0.25}, .fill_value = 0}), ones);
  for (const auto kept : ops::sum(y, {.axis = {1, 2, 3}}).to_vector<float>()) CHECK(kept == 48);
  const auto images = ops::reshape(ops::arange(0, 4, 1, {"float32"}), {4, 1, 1, 1});
  const auto mixed = trained(CutMix(), ops::broadcast_to(images, {4, 6, 6, 1}));
  for (int i = 0; i < 4; ++i) {
    const auto values = ops::ravel(mixed[i]).to_vector<float>();
    CHECK(std::set<float>(values.begin(), values.end()).size() <= 2);
  }
  CHECK(largest(trained(CutMix(), ones[0]) - ones[0]) == 0);
}

TEST_CASE("effects refuse arguments that they do not have") {
  const auto refused = [](const auto& made, const char* message) {
    CHECK_THROWS_WITH_AS(made(), doctest::Contains(message), ValueError);
  };
  refused([] { RandomPerspective({.scale = 2}); }, "scale must be in [0, 1]; received scale=2");
  refused([] { RandomGaussianBlur({.kernel_size = {3, 4}}); }, "kernel_size must be odd");
  refused([] { MixUp({.alpha = 0}); }, "alpha must be positive");
  refused([] { RandAugment({.num_ops = -1}); }, "num_ops must not be negative");
  refused([] { AugMix({.num_chains = 0}); }, "num_chains and alpha must be positive");
  refused([] { Equalization({.bins = 0}); }, "bins must be positive");
  refused(
      [] {
        ContrastLimitedAdaptiveHistogramEqualization({.tile_grid_size = {0, 8}});
      },
      "tile_grid_size must be positive");
  refused([] { MaxNumBoundingBoxes(0); }, "max_number must be positive");
  refused([] { STFTSpectrogram({.mode = "power"}); }, "unknown mode 'power'");
  refused([] { STFTSpectrogram({.frame_length = 8, .frame_step = 9}); },
          "frame_step must be in [1, frame_length]");
  refused([] { MelSpectrogram({.fft_length = 8, .sequence_length = 9}); },
          "fft_length at least sequence_length");
  refused([] { MelSpectrogram({.window = "kaiser"}); }, "unknown window 'kaiser'");
  refused([] { MelSpectrogram({.top_db = {}}); }, "top_db must be a number with power_to_db");
  CHECK(MelSpectrogram({.power_to_db = false, .top_db = {}}).get_config().at("top_db").is_null());
  refused(
      [] {
        STFTSpectrogram()(ops::zeros({2, 300}, {"float32"}));
      },
      "the input must be signals");
}

TEST_CASE("a pipeline applies its layers in order, in training by default") {
  const auto x = photos();
  const Pipeline pipeline({Rescaling(0.5), RandomInvert({.factor = {1, 1}})});
  CHECK(largest(pipeline(x) - (255 - x * 0.5)) < 1e-3);
  CHECK(largest(pipeline(x, {.training = false}) - x * 0.5) == 0);
  CHECK_THROWS_WITH_AS(Pipeline({Layer()}), doctest::Contains("received None among them"),
                       ValueError);
}

}  // namespace keras::layers
