#include "keras/layers/preprocessing/sample_images.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// Whole places, which may lie outside of [0, length), inside of it. "constant" is for the caller.
Tensor inside(const Tensor& place, std::int64_t length, const std::string& fill_mode) {
  const int n = static_cast<int>(length);
  if (fill_mode == "wrap") return ops::mod(place, n);
  if (fill_mode != "reflect") return ops::clip(place, 0, n - 1);
  const auto turn = ops::mod(place, 2 * n);  // there and back again
  return ops::minimum(turn, 2 * n - 1 - turn);
}

/// The pixels at whole places (batch, height, width).
Tensor pixels(const Tensor& images, const Tensor& x, const Tensor& y, const Sampling& sampling) {
  const auto height = images.shape(1), width = images.shape(2), channels = images.shape(3);
  const Shape flat = {images.shape(0), height * width, 1};
  const auto row = inside(y, height, sampling.fill_mode);
  const auto column = inside(x, width, sampling.fill_mode);
  const auto place = ops::reshape(row * static_cast<int>(width) + column, flat);
  const auto all = ops::reshape(images, {images.shape(0), height * width, channels});
  const auto wide = ops::broadcast_to(place, {images.shape(0), height * width, channels});
  const auto found = ops::reshape(ops::take_along_axis(all, wide, {.axis = 1}), images.shape());
  if (sampling.fill_mode != "constant") return found;
  const auto known = ops::logical_and(ops::equal(row, y), ops::equal(column, x));
  return ops::where(ops::expand_dims(known, -1), found,
                    ops::cast(sampling.fill_value, images.dtype()));
}

}  // namespace

Tensor sample_images(const Tensor& images, const Affine& places, const Sampling& sampling) {
  const auto height = images.shape(1), width = images.shape(2);
  const auto row = ops::reshape(ops::arange(0, static_cast<double>(height)), {1, height, 1});
  const auto column = ops::reshape(ops::arange(0, static_cast<double>(width)), {1, 1, width});
  const auto x = places.x_x * column + places.x_y * row + places.x_0;
  const auto y = places.y_x * column + places.y_y * row + places.y_0;
  const auto whole = [](const Tensor& place) { return ops::cast(place, "int32"); };
  if (sampling.interpolation == "nearest")
    return pixels(images, whole(ops::round(x)), whole(ops::round(y)), sampling);
  const auto left = ops::floor(x), top = ops::floor(y);
  Tensor sum;
  for (const int right : {0, 1}) {
    for (const int bottom : {0, 1}) {
      const auto share_x = right ? x - left : 1 - (x - left);
      const auto share_y = bottom ? y - top : 1 - (y - top);
      const auto corner = pixels(images, whole(left) + right, whole(top) + bottom, sampling);
      const auto part = corner * ops::cast(ops::expand_dims(share_x * share_y, -1), images.dtype());
      sum = sum.defined() ? sum + part : part;
    }
  }
  return sum;
}

}  // namespace keras::layers
