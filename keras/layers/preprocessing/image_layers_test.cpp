// What keras 3.15.1 on JAX answers, where the drawn numbers have no choice.
#include <doctest/doctest.h>

#include "keras/data/dataset.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/normalization/spectral_normalization.hpp"
#include "keras/layers/preprocessing/category_encoding.hpp"
#include "keras/layers/preprocessing/discretization.hpp"
#include "keras/layers/preprocessing/image_effects.hpp"
#include "keras/layers/preprocessing/normalization.hpp"
#include "keras/layers/preprocessing/random_affine.hpp"
#include "keras/layers/preprocessing/random_color.hpp"
#include "keras/layers/preprocessing/random_flip.hpp"
#include "keras/layers/preprocessing/rescaling.hpp"
#include "keras/layers/preprocessing/resizing.hpp"
#include "keras/layers/preprocessing/string_lookup.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

/// 0, 1, ... as one image.
Tensor image(std::int64_t height, std::int64_t width, std::int64_t channels, float step = 1) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < height * width * channels; ++i)
    values.push_back(static_cast<float>(i) * step);
  return Tensor(values, {1, height, width, channels});
}

void check(const Tensor& actual, const std::vector<double>& expected) {
  const auto values = actual.to_vector<double>();
  REQUIRE(values.size() == expected.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    CHECK(values[i] == doctest::Approx(expected[i]).epsilon(1e-4));
}

}  // namespace

TEST_CASE("images are turned, zoomed and moved as Keras does") {
  const auto x = image(4, 3, 1);
  check(RandomRotation({0.25, 0.25})(x), {3.5, 6.5, 9.5, 3, 6, 9, 2, 5, 8, 1.5, 4.5, 7.5});
  check(RandomRotation({0.1, 0.1}, {.fill_mode = "constant", .fill_value = 9})(x),
        {3.46125, 2.7411, 7.6461, 2.00799, 4.58037, 7.25052, 4.46985, 6.41963, 8.99201, 8.18876,
         8.2589, 9.64792});
  check(RandomZoom({0.5, 0.5}, {.width_factor = Factor(-0.25, -0.25), .fill_mode = "wrap"})(x),
        {7, 7.75, 8.5, 2.5, 3.25, 4, 7, 7.75, 8.5, 2.5, 3.25, 4});
  check(RandomTranslation({0.3, 0.3}, {-0.5, -0.5},
                          {.fill_mode = "nearest", .interpolation = "nearest"})(x),
        {2, 2, 2, 2, 2, 2, 5, 5, 5, 8, 8, 8});
}

TEST_CASE("images are resized and cropped as Keras does") {
  const auto x = image(4, 3, 1);
  check(Resizing(2, 2)(x), {1.75, 3.25, 7.75, 9.25});
  check(Resizing(2, 4, {.pad_to_aspect_ratio = true, .fill_value = 9})(x),
        {9, 1.625, 3.375, 9, 9, 7.625, 9.375, 9});
  check(Resizing(2, 4, {.interpolation = "lanczos3", .crop_to_aspect_ratio = true})(x),
        {2.951458, 3.445367, 4.554632, 5.048542, 2.951458, 3.445367, 4.554632, 5.048542});
  check(Resizing(3, 5, {.interpolation = "bicubic", .antialias = true})(x),
        {0.494323, 0.875764, 1.569794, 2.263824, 2.645266, 4.424529, 4.80597, 5.5, 6.19403,
         6.575473, 8.354735, 8.736174, 9.430205, 10.124236, 10.505679});
  check(CenterCrop(2, 5)(x), {3, 3.4, 4, 4.6, 5, 3, 3.4, 4, 4.6, 5});
  const auto cropped = RandomCrop(2, 2)(x);
  CHECK(cropped.shape() == Shape{1, 2, 2, 1});
  const auto values = cropped.to_vector<double>();
  CHECK(values[1] - values[0] == 1);
  CHECK(values[2] - values[0] == 3);
  CHECK(RandomCrop(2, 2)(x, {.training = false}).shape() == x.shape());
}

TEST_CASE("the colors of images change as Keras does") {
  const auto x = image(2, 2, 3, 20);
  check(RandomBrightness({0.3, 0.3})(x),
        {76.5, 96.5, 116.5, 136.5, 156.5, 176.5, 196.5, 216.5, 236.5, 255, 255, 255});
  check(RandomPosterization({3, 3})(x), {0, 0, 32, 32, 64, 96, 96, 128, 160, 160, 192, 192});
  check(RandomGrayscale({.factor = 1})(x), {16.3, 16.3, 16.3, 76.294, 76.294, 76.294, 136.288,
                                            136.288, 136.288, 196.282, 196.282, 196.282});
  check(RandomColorDegeneration({0.5, 0.5})(x),
        {8.15, 18.15, 28.15, 68.147, 78.147, 88.147, 128.144, 138.144, 148.144, 188.141, 198.141,
         208.141});
}

TEST_CASE("images pass as they are outside of training") {
  const auto x = image(2, 2, 3, 20);
  for (const auto& layer :
       std::vector<Layer>{RandomFlip(), Layer(RandomRotation(0.1)), Layer(RandomContrast(0.5)),
                          Layer(RandomShear({.x_factor = 0.2})), Layer(Solarization()),
                          Layer(MixUp()), Layer(RandomHue(0.2))})
    check(layer(x, {.training = false}), x.to_vector<double>());
  CHECK_THROWS_WITH_AS(RandomContrast(1.5),
                       "layers.RandomContrast: factor must be in [0.0, 1.0]; received factor=1.5",
                       ValueError);
}

TEST_CASE("CategoryEncoding counts no number between two categories, but multi_hot cuts it") {
  const auto x = ops::array({{0.5, 1.0, 1.0}});
  const auto encoded = [&](const char* mode) {
    return CategoryEncoding(2, {.output_mode = mode})(x).to_vector<float>();
  };
  CHECK(encoded("one_hot") == std::vector<float>{0, 0, 0, 1, 0, 1});
  CHECK(encoded("count") == std::vector<float>{0, 2});
  CHECK(encoded("multi_hot") == std::vector<float>{1, 1});
}

TEST_CASE("Discretization finds boundaries as Keras does") {
  std::vector<float> first, second;
  for (int i = 0; i < 200; ++i)
    (i < 120 ? first : second).push_back(static_cast<float>(i * 7 % 101));
  const auto boundaries = [](const Layer& layer) {
    const auto config = layer.get_config();
    std::vector<double> result;
    for (const auto& x : config.at("bin_boundaries").as_list()) result.push_back(x.as_number());
    return result;
  };
  const Discretization quarters({.num_bins = 4});
  quarters.adapt({Tensor(first), Tensor(second)});
  const std::vector<double> wanted = {24.155563, 49.155598, 74.000107};
  for (std::size_t i = 0; i < wanted.size(); ++i)
    CHECK(boundaries(quarters)[i] == doctest::Approx(wanted[i]).epsilon(1e-4));
  const std::vector<double> given = {0, 1, 2};
  const auto bins = Discretization({.bin_boundaries = given})(
      Tensor(std::vector<float>{-1.5F, 1.0F, 3.4F, 0.5F}));
  CHECK(bins.to_vector<int>() == std::vector<int>{0, 2, 3, 1});
  const Discretization whole({.bin_boundaries = {0.0, 1.0}, .dtype = "int32"});
  CHECK(whole(ops::array({-0.5, 0.5, 1.0})).to_vector<std::int32_t>() ==
        std::vector<std::int32_t>{0, 1, 2});
  const auto two = Discretization({.bin_boundaries = {1.0, 2.0}})(ops::array({0.5, 1.5, 9.0}));
  CHECK(two.to_vector<int>() == std::vector<int>{0, 1, 2});
}

TEST_CASE("layers adapt to the batches of a data set") {
  const auto x = ops::array({{1.0}, {3.0}, {5.0}, {7.0}});
  const auto batches = Dataset(x, ops::zeros({4})).batch(2);
  const Normalization normalize;
  normalize.adapt(batches);
  const auto weights = normalize.get_weights();
  CHECK(float(weights[0]) == 4);
  CHECK(float(weights[1]) == 5);
  const StringLookup lookup;
  lookup.adapt(Dataset(ops::array({"b", "a", "b"})).batch(2));
  CHECK(lookup.get_vocabulary() == std::vector<std::string>{"[UNK]", "b", "a"});
}

TEST_CASE("Rescaling takes its offset by position") {
  const auto y = Rescaling(0.5, -1)(ops::array({0.0, 4.0}));
  CHECK(y.to_vector<float>() == std::vector<float>{-1, 1});
}

TEST_CASE("SpectralNormalization divides the kernel by its norm") {
  const Dense dense(2, {.use_bias = false});
  const SpectralNormalization layer(dense);
  layer.build({{1, 3}});
  layer.set_weights({Tensor(std::vector<float>{1, 2, 3, 4, 5, 6}, {3, 2}),
                     Tensor(std::vector<float>{1, 1}, {1, 2})});
  check(layer(ops::ones({1, 3}), {.training = true}), {0.9448495, 1.2597994});
}

}  // namespace keras::layers
