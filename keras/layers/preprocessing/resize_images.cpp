#include "keras/layers/preprocessing/resize_images.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {

Tensor cut(const Tensor& images, const Window& window) {
  return images(keras::all, range(window.top, window.top + window.height),
                range(window.left, window.left + window.width));
}

Tensor resize_images(const Tensor& images, const Shape& target, const std::string& interpolation,
                     bool antialias) {
  const auto height = images.shape(1), width = images.shape(2);
  if (interpolation == "nearest") {
    const auto rows =
        ops::take(images, Tensor(ops::nearest_places(height, target[0])), {.axis = 1});
    return ops::take(rows, Tensor(ops::nearest_places(width, target[1])), {.axis = 2});
  }
  auto x = images.dtype().is_floating() ? images : ops::cast(images, "float32");
  const auto line = [&](std::int64_t from, std::int64_t to) {
    return ops::cast(Tensor(ops::line_weights(from, to, interpolation, antialias), {from, to}),
                     x.dtype());
  };
  if (height != target[0]) x = ops::einsum("bhwc,hy->bywc", {x, line(height, target[0])});
  if (width != target[1]) x = ops::einsum("bhwc,wx->bhxc", {x, line(width, target[1])});
  return x;
}

}  // namespace keras::layers
