// What operations on images refuse; their values are in tests/golden/images.json.
#include "keras/ops/image.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops::image {
namespace {

const auto photo = zeros({4, 5, 3});

}  // namespace

TEST_CASE("resizing refuses what it does not know") {
  const auto refused = [](std::pair<int, int> size, ResizeOptions options, const char* message) {
    CHECK_THROWS_WITH_AS(resize(photo, size, options), doctest::Contains(message), ValueError);
  };
  refused({2, 2}, {.interpolation = "area"}, "unknown interpolation 'area'");
  refused({2, 2}, {.fill_mode = "wrap"}, "unknown fill_mode 'wrap'");
  refused({0, 2}, {}, "size must be positive; received (0, 2)");
  refused({2, 2}, {.crop_to_aspect_ratio = true, .pad_to_aspect_ratio = true}, "only one of");
  refused({2, 2}, {.data_format = "last"}, "data_format must be");
  CHECK_THROWS_WITH_AS(resize(zeros({4}), {2, 2}), doctest::Contains("must have 3 or 4 axes"),
                       ValueError);
  const Tensor two(std::vector<float>{1, 1});
  CHECK_THROWS_WITH_AS(scale_and_translate(photo, {2, 2, 3}, two, two, {0, 1}, "nearest"),
                       doctest::Contains("unknown method 'nearest'"), ValueError);
  CHECK_THROWS_WITH_AS(scale_and_translate(photo, {2, 2, 3}, two, two, 0, "linear"),
                       doctest::Contains("a number for each of spatial_dims"), ValueError);
  for (const auto* how : {"bilinear", "nearest"})
    CHECK_THROWS_WITH_AS(
        image::resize(zeros({1, 4, 4, 1}), {1 << 30, 1 << 30}, {.interpolation = how}),
        "ops.image.resize: the size (1073741824, 1073741824) is too large for the "
        "memory of this machine",
        ValueError);
}

TEST_CASE("transforms refuse what does not fit to images") {
  CHECK_THROWS_WITH_AS(affine_transform(photo, zeros({7})),
                       doctest::Contains("transform must be 8 numbers"), ValueError);
  CHECK_THROWS_WITH_AS(affine_transform(photo, zeros({8}), {.interpolation = "bicubic"}),
                       doctest::Contains("interpolation must be 'bilinear' or 'nearest'"),
                       ValueError);
  CHECK_THROWS_WITH_AS(affine_transform(photo, zeros({8}), {.fill_mode = "edge"}),
                       doctest::Contains("unknown fill_mode 'edge'"), ValueError);
  CHECK_THROWS_WITH_AS(perspective_transform(photo, zeros({4, 2}), zeros({2, 4, 2})),
                       doctest::Contains("must both be (4, 2)"), ValueError);
  CHECK_THROWS_WITH_AS(map_coordinates(photo, zeros({2, 5}), 1),
                       doctest::Contains("a place for each axis of inputs"), ValueError);
  CHECK_THROWS_WITH_AS(map_coordinates(photo, zeros({3, 5}), 2),
                       doctest::Contains("order must be 0 or 1"), ValueError);
}

TEST_CASE("filters of images refuse sizes and dtypes that they do not have") {
  CHECK_THROWS_WITH_AS(gaussian_blur(photo, {.kernel_size = {0, 3}}),
                       doctest::Contains("kernel_size must be positive"), ValueError);
  CHECK_THROWS_WITH_AS(gaussian_blur(zeros({4, 5, 3}, {"int32"})),
                       doctest::Contains("images must be floats"), ValueError);
  CHECK_THROWS_WITH_AS(sobel_edges(photo), doctest::Contains("images must have 4 axes"),
                       ValueError);
  CHECK_THROWS_WITH_AS(ssim(photo, zeros({4, 5, 1})), doctest::Contains("must have one shape"),
                       ValueError);
  CHECK_THROWS_WITH_AS(ssim(photo, photo), doctest::Contains("filter_size must be positive"),
                       ValueError);
  CHECK_THROWS_WITH_AS(extract_patches(zeros({5}), 2), doctest::Contains("must have 3 or 4 axes"),
                       ValueError);
  CHECK_THROWS_WITH_AS(extract_patches(photo, 6), doctest::Contains("patches must fit"),
                       ValueError);
  CHECK(extract_patches_3d(zeros({4, 4, 4, 2}), 2).shape() == Shape({2, 2, 2, 16}));
}

}  // namespace keras::ops::image
