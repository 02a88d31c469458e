// Internal: images of another size, as jax.image.resize computes them.
#pragma once
#include <string>

#include "keras/graph/tensor.hpp"
#include "keras/ops/image_lines.hpp"

namespace keras::layers {

using ops::centered_window;
using ops::Window;

/// The part of `images` (batch, height, width, channels).
Tensor cut(const Tensor& images, const Window& window);

/// `images` (batch, height, width, channels) with the height and width of `target`; with
/// `antialias`, what becomes smaller is averaged. Interpolation: "nearest", "bilinear", "bicubic",
/// "lanczos3" or "lanczos5".
Tensor resize_images(const Tensor& images, const Shape& target, const std::string& interpolation,
                     bool antialias);

}  // namespace keras::layers
