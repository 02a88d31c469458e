// Internal: perspectives as numbers.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops::image {

/// The eight numbers of the perspective that takes the end points to the start points, both
/// (batch, 4, 2): (batch, 8).
Tensor homography(const Tensor& start_points, const Tensor& end_points);

}  // namespace keras::ops::image
