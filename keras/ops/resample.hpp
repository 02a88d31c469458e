// Internal: images of another size, as jax.image.resize computes them.
#pragma once
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// A part of an image: `height` rows from `top` on, `width` columns from `left` on.
struct Window {
  std::int64_t top = 0, left = 0, height = 0, width = 0;
};

/// The largest centered window of an image of the sides of `size` that has the proportions of
/// `target` (both height, width).
Window centered_window(const Shape& size, const Shape& target);

/// Such an image between equal margins that give it the proportions of `target`: its window reaches
/// beyond the image by them.
Window framed_window(const Shape& size, const Shape& target);

/// The weights (from, to), in row-major order, of the pixels of a line of `from` in a line of `to`;
/// with `antialias`, what becomes shorter is averaged. Interpolation: "nearest", "bilinear",
/// "bicubic", "lanczos3" or "lanczos5".
std::vector<float> line_weights(std::int64_t from, std::int64_t to,
                                const std::string& interpolation, bool antialias);

/// The nearest pixels of a line of `from` for a line of `to`.
std::vector<int> nearest_places(std::int64_t from, std::int64_t to);

/// The part of `images` (batch, height, width, channels).
Tensor cut(const Tensor& images, const Window& window);

/// `images` (batch, height, width, channels) between equal margins that give them the proportions
/// of `target` (height, width).
Tensor framed(const Tensor& images, const Shape& target, double fill_value);

/// `images` (batch, height, width, channels) with the height and width of `target`, as floats; with
/// `antialias`, what becomes smaller is averaged. Interpolation: "nearest", "bilinear", "bicubic",
/// "lanczos3" or "lanczos5".
Tensor resampled(const Tensor& images, const Shape& target, const std::string& interpolation,
                 bool antialias);

/// How a line of pixels is stretched and moved, both of which are scalars.
struct Stretch {
  Tensor scale, translation;
};
/// The weights (from, to) of the pixels of a line of `from` in a line of `to`; 0 for places that
/// lie outside.
Tensor stretched_weights(std::int64_t from, std::int64_t to, const Stretch& stretch,
                         const std::string& method, bool antialias);

}  // namespace keras::ops
