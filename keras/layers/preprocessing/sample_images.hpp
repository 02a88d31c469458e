// Internal: images looked at elsewhere, for what rotates, moves, zooms and shears them.
#pragma once
#include <string>

#include "keras/graph/tensor.hpp"

namespace keras::layers {

/// How places between and outside of pixels are read.
struct Sampling {
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::string fill_mode = "reflect";       ///< or "constant", "wrap", "nearest"
  double fill_value = 0;
};

/// For each image the place (x, y) = (x_x * column + x_y * row + x_0, y_x * column + y_y * row +
/// y_0) at which the pixel in `row` and `column` of the result is read; all (batch, 1, 1).
struct Affine {
  Tensor x_x, x_y, x_0, y_x, y_y, y_0;
};

/// `images` (batch, height, width, channels) read at other places.
Tensor sample_images(const Tensor& images, const Affine& places, const Sampling& sampling);

}  // namespace keras::layers
