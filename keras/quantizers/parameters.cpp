#include "keras/quantizers/parameters.hpp"

#include <bit>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::quantizers {
namespace {

struct Range {
  Tensor least, most;
};

std::int64_t groups_of(const Tensor& x, const ParametersOptions& options) {
  const auto size = static_cast<std::int64_t>(options.group_size);
  return options.per_channel && size > 0 ? (x.shape()[1] + size - 1) / size : 1;
}

/// (rows, groups), (rows,) or (1,): the least and the largest number of what shares a scale.
Range range_of(const Tensor& x, const ParametersOptions& options) {
  const auto rows = x.shape()[0], groups = groups_of(x, options);
  if (groups == 1) {
    const auto flat = ops::reshape(x, {options.per_channel ? rows : 1, -1});
    return {ops::min(flat, {.axis = 1}), ops::max(flat, {.axis = 1})};
  }
  const auto missing = static_cast<int>(groups * options.group_size - x.shape()[1]);
  const auto padded = missing == 0 ? x : ops::pad(x, {{0, 0}, {0, missing}});
  const auto parts = ops::reshape(padded, {rows, groups, options.group_size});
  return {ops::min(parts, {.axis = 2}), ops::max(parts, {.axis = 2})};
}

Range symmetric(const Range& range) {
  const auto most = ops::maximum(ops::abs(range.least), range.most);
  return {ops::where(range.least < 0, -most, range.least), most};
}

/// A range of one number is widened.
Range widened(const Range& range) {
  const auto empty = range.least == range.most;
  return {ops::where(empty, range.least - 1, range.least),
          ops::where(empty, range.most + 1, range.most)};
}

Tensor zero_of(const Tensor& least, const Tensor& scale, const ParametersOptions& options) {
  const double half = static_cast<double>(std::int64_t{1} << (options.bits - 1));
  const double lowest = options.is_signed ? -half : 0;
  const auto zero = options.symmetric ? ops::full_like(scale, half + lowest)
                                      : ops::round(-least / scale) + lowest;
  return options.is_signed ? ops::clip(zero, -half, half - 1) : zero;
}

Tensor of_groups(const Tensor& x, const Tensor& g_idx, int axis) {
  return ops::take(x, ops::cast(g_idx, "int32"), {.axis = axis});
}

}  // namespace

int bits_of(std::pair<int, int> value_range) {
  return std::bit_width(static_cast<unsigned>(value_range.second - value_range.first + 1)) - 1;
}

Parameters compute_quantization_parameters(const Tensor& x, ParametersOptions options) {
  if (x.rank() < 2 || x.shape().elements() == 0)
    fail("quantizers.compute_quantization_parameters: x must be a matrix that is not empty; ",
         "received shape ", x.shape());
  if (options.bits < 1 || options.bits > 16)
    fail("quantizers.compute_quantization_parameters: bits must be in [1, 16]; received bits=",
         options.bits);
  auto range = range_of(x, options);
  range = widened(options.symmetric ? symmetric(range) : range);
  const auto maxq =
      ops::cast(Tensor(static_cast<double>((1 << options.bits) - 1)), options.compute_dtype);
  auto scale = (range.most - range.least + options.epsilon) / maxq;
  scale = ops::where(scale <= 0, 1e-8, scale);
  auto zero = zero_of(range.least, scale, options);
  if (groups_of(x, options) == 1) {
    const Shape rows = {x.shape()[0], 1};
    scale = ops::broadcast_to(ops::reshape(scale, {-1, 1}), rows);
    zero = ops::broadcast_to(ops::reshape(zero, {-1, 1}), rows);
  }
  return {scale, ops::cast(zero, options.is_signed ? "int8" : "uint8"), maxq};
}

Tensor quantize_with_sz_map(const Tensor& x, const Tensor& scale, const Tensor& zero,
                            const Tensor& g_idx, const Tensor& maxq, int group_axis) {
  const auto scales = of_groups(scale, g_idx, group_axis);
  const auto zeros = ops::cast(of_groups(zero, g_idx, group_axis), scale.dtype());
  const auto safe = ops::where(scales == 0, 1e-8, scales);
  return ops::clip(ops::round(x / safe + zeros), 0, maxq);
}

Tensor dequantize_with_sz_map(const Tensor& x, const Tensor& scale, const Tensor& zero,
                              const Tensor& g_idx, int group_axis) {
  const auto zeros = ops::cast(of_groups(zero, g_idx, group_axis), scale.dtype());
  return (x - zeros) * of_groups(scale, g_idx, group_axis);
}

}  // namespace keras::quantizers
