// Internal: how a line of an image becomes longer or shorter, as jax.image.resize computes it.
#pragma once
#include <string>
#include <vector>

#include "keras/core/shape.hpp"

namespace keras::ops {

/// The weights (from, to), in row-major order, of the pixels of a line of `from` in a line of `to`;
/// with `antialias`, what becomes shorter is averaged. Interpolation: "nearest", "bilinear",
/// "bicubic", "lanczos3" or "lanczos5".
std::vector<float> line_weights(std::int64_t from, std::int64_t to,
                                const std::string& interpolation, bool antialias);

/// The nearest pixels of a line of `from` for a line of `to`.
std::vector<int> nearest_places(std::int64_t from, std::int64_t to);

/// A part of an image: `height` rows from `top` on, `width` columns from `left` on.
struct Window {
  std::int64_t top = 0, left = 0, height = 0, width = 0;
};

/// The largest centered window of an image of the sides of `size` that has the proportions of
/// `target` (both height, width).
Window centered_window(const Shape& size, const Shape& target);

}  // namespace keras::ops
