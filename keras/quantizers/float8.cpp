#include "keras/quantizers/float8.hpp"

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/float8.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::quantizers {

double float8_max(DType dtype) {
  if (dtype.is_float8()) return ops::float8_max(dtype);
  fail("quantizers: quantized_dtype must be 'float8_e4m3fn' or 'float8_e5m2'; received ",
       "quantized_dtype=", quoted(dtype.name()));
}

Tensor compute_float8_scale(const Tensor& amax, const Tensor& scale, const Tensor& dtype_max,
                            int margin) {
  const auto old = ops::reciprocal(scale);
  auto factor = dtype_max / amax / std::ldexp(1.0, margin);
  factor = ops::where(amax > 0.0, factor, old);
  factor = ops::where(ops::isfinite(amax), factor, old);
  return ops::reciprocal(factor);
}

Tensor compute_float8_amax_history(const Tensor& x, const Tensor& amax_history) {
  const auto largest = ops::cast(ops::max(ops::abs(x)), amax_history.dtype());
  const auto length = amax_history.shape()[0];
  const auto newest = ops::reshape(largest, {1});
  if (length == 1) return newest;
  // Shifted to the left, the oldest comes first; the newest takes its place.
  const auto rest = ops::slice(ops::roll(amax_history, -1), {1}, {length - 1});
  return ops::concatenate({newest, rest}, {.axis = 0});
}

Tensor quantize_and_dequantize(const Tensor& inputs, const Tensor& scale, DType quantized_dtype,
                               DType compute_dtype) {
  const auto factor = ops::cast(scale, compute_dtype);
  const auto most = ops::number(float8_max(quantized_dtype), compute_dtype);
  const auto rounded = ops::cast(ops::clip(inputs / factor, -most, most), quantized_dtype);
  return ops::cast(rounded, compute_dtype) * factor;
}

}  // namespace keras::quantizers
