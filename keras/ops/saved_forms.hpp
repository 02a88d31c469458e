// Internal: operations with an argument of several forms, taken as files hold it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops {

/// `arange(stop)`, `arange(start, stop)` or `arange(start, stop, step)`; whole numbers give int32.
Tensor arange_form(Value start, Value stop, Value step, LikeOptions options);

/// `nonzero` as a list of tensors.
std::vector<Tensor> nonzero_form(const Tensor& x);

/// `pad` with a number for all sides, a pair for all axes, or a pair for each axis.
Tensor pad_form(const Tensor& x, Value pad_width, PadOptions options);

/// `reshape` to lengths of which one may be -1.
Tensor reshape_form(const Tensor& x, std::vector<std::int64_t> newshape);

/// `slice` from numbers or a tensor of them; a length of -1 is the rest of the axis.
Tensor slice_form(const Tensor& inputs, const Tensor& start_indices,
                  std::vector<std::int64_t> shape);

/// `rearrange` without lengths.
Tensor rearrange_form(const Tensor& tensor, const std::string& pattern);

/// `threshold` with numbers that may be integers, which leave those of `x` integers.
Tensor threshold_form(const Tensor& x, const Tensor& threshold, const Tensor& default_value);

/// `tensordot` with a number of axes or a pair of lists of them.
Tensor tensordot_form(const Tensor& x1, const Tensor& x2, Value axes);

/// `x[key]`: a number, a slice (`{"class_name": "__slice__", ...}`), None for a new axis, an
/// ellipsis, or a tuple of these.
Tensor get_item(const Tensor& x, Value key);
/// What `key` is for these indices.
Value saved_key(std::span<const Index> indices);

}  // namespace keras::ops
