// Internal: images (batch, height, width, channels) through kernels of one axis each.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops::image {

/// `size` weights of a normal distribution around their middle, whose sum is 1; `sigma` is a
/// scalar.
Tensor normal_weights(int size, const Tensor& sigma);

/// Each channel convolved with `rows` along the height and `columns` along the width.
Tensor filtered(const Tensor& images, const Tensor& rows, const Tensor& columns,
                const std::string& padding);

}  // namespace keras::ops::image
