// Internal: the ranges that the pixels of images lie in.
#pragma once
#include <utility>

#include "keras/ops/operators.hpp"

namespace keras::layers {

using ValueRange = std::pair<double, double>;
inline constexpr ValueRange byte_range = {0, 255};

/// Pixels of the range `from` in the range `to`.
inline Tensor in_range(const Tensor& images, const ValueRange& from, const ValueRange& to) {
  if (from == to) return images;
  return (images - from.first) / (from.second - from.first) * (to.second - to.first) + to.first;
}

}  // namespace keras::layers
