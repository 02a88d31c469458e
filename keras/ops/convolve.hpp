// Internal: the three products of convolution, each of which is the gradient of the others. All
// tensors are float32 or float64 with channels last: images (batch, axes..., channels), kernels
// (axes..., channels / groups, outputs).
#pragma once
#include <vector>

#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// How a kernel slides over an image: one number for each spatial axis.
struct Sliding {
  std::vector<int> strides = {}, dilations = {};
  std::vector<int> before = {};  ///< Zeros put before each axis.
  int groups = 1;
  friend bool operator==(const Sliding&, const Sliding&) = default;
};
Value to_value(const Sliding& sliding);

/// y(window, o) = sum(image(window + tap, c) * kernel(tap, c, o)); `windows` are the spatial
/// lengths of y.
Tensor convolve(const Tensor& image, const Tensor& kernel, const Sliding& sliding,
                const Shape& windows);
/// image(window + tap, c) += y(window, o) * kernel(tap, c, o), for an image of the spatial lengths
/// `lengths`.
Tensor convolve_transposed(const Tensor& y, const Tensor& kernel, const Sliding& sliding,
                           const Shape& lengths);
/// kernel(tap, c, o) = sum(image(window + tap, c) * y(window, o)), for a kernel of the spatial
/// lengths `taps`.
Tensor convolve_kernel(const Tensor& image, const Tensor& y, const Sliding& sliding,
                       const Shape& taps);

}  // namespace keras::ops
