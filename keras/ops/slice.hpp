// Internal: rectangular parts of tensors, for indexing, concatenation and padding.
#pragma once
#include <optional>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// Along every axis i, the places starts[i] + j * steps[i] for j < lengths[i].
struct Part {
  std::vector<std::int64_t> starts, lengths, steps;
  friend bool operator==(const Part&, const Part&) = default;
};
Value to_value(const Part& part);

/// The whole of `shape` as a part.
Part whole(const Shape& shape);

/// The part of `x`.
Tensor slice_part(const Tensor& x, const Part& part);

/// Zeros of `shape` with `x` as the part.
Tensor place_part(const Tensor& x, const Part& part, const Shape& shape);

/// A tensor and the zeros that lie before it along each axis.
struct Placed {
  Tensor inside;
  std::vector<std::int64_t> starts;
};
/// What `x` was made of by `place_part` without gaps, or nothing.
std::optional<Placed> placed(const Tensor& x);

}  // namespace keras::ops
