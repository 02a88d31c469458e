#include "keras/quantizers/float8.hpp"

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::quantizers {
namespace {

/// What a float8 is made of.
struct Format {
  int mantissa_bits, least_exponent;
  double most;
};

Format format_of(DType dtype) {
  if (dtype == DType::float8_e4m3fn) return {3, -6, 448};
  if (dtype == DType::float8_e5m2) return {2, -14, 57344};
  fail("quantizers: quantized_dtype must be 'float8_e4m3fn' or 'float8_e5m2'; received ",
       "quantized_dtype=", quoted(dtype.name()));
}

/// float32 numbers within the range of a float8, rounded to its nearest, halves to even.
struct RoundToFloat8 {
  static constexpr auto name = "round_to_float8";
  static constexpr bool parallel = true;
  int mantissa_bits = 3, least_exponent = -6;

  Spec infer(const Spec& x) const { return x; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const {
    return graph::apply(*this, dy);
  }
  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    cpu.for_each(y.shape().elements(),
                 [&](std::int64_t i) { y.as<float>()[i] = rounded(x.as<float>()[i]); });
  }
  float rounded(float x) const {
    if (x == 0 || !std::isfinite(x)) return x;
    const int exponent = std::max(std::ilogb(x), least_exponent) - mantissa_bits;
    return std::ldexp(std::nearbyint(std::ldexp(x, -exponent)), exponent);
  }
};

}  // namespace

double float8_max(DType dtype) { return format_of(dtype).most; }

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
  const auto format = format_of(quantized_dtype);
  const auto factor = ops::cast(scale, compute_dtype);
  const auto most = ops::number(format.most, compute_dtype);
  const auto x = ops::clip(inputs / factor, -most, most);
  const auto rounded = graph::apply(RoundToFloat8{format.mantissa_bits, format.least_exponent},
                                    ops::cast(x, "float32"));
  return ops::cast(rounded, compute_dtype) * factor;
}

}  // namespace keras::quantizers
