#include "keras/ops/float8.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"

namespace keras::ops {
namespace {

/// Micikevicius et al. 2022, "FP8 formats for deep learning", table 1.
struct Float8 {
  int mantissa_bits, least_exponent;
  float most;
  std::uint8_t overflow, nan;
  bool infinite;

  std::uint8_t encoded(float x) const {
    const std::uint8_t sign = std::signbit(x) ? 0x80 : 0;
    const auto size = std::abs(x);
    if (std::isnan(x)) return sign | nan;
    if (size == 0) return sign;
    if (std::isinf(x)) return sign | overflow;
    int exponent = std::max(std::ilogb(size), least_exponent);
    auto steps = static_cast<int>(std::nearbyint(std::ldexp(size, mantissa_bits - exponent)));
    if (std::ldexp(static_cast<float>(steps), exponent - mantissa_bits) > most)
      return sign | overflow;
    const int one = 1 << mantissa_bits;
    if (steps == 2 * one) ++exponent, steps = one;
    const int bits =
        steps < one ? steps : ((exponent - least_exponent + 1) << mantissa_bits) + steps - one;
    return static_cast<std::uint8_t>(sign | bits);
  }

  float decoded(std::uint8_t code) const {
    const int bits = code & 0x7F, one = 1 << mantissa_bits;
    const int exponent = bits >> mantissa_bits, rest = bits & (one - 1);
    auto size = exponent == 0 ? std::ldexp(static_cast<float>(rest), least_exponent - mantissa_bits)
                              : std::ldexp(static_cast<float>(one + rest),
                                           exponent - 1 + least_exponent - mantissa_bits);
    if (size > most)
      size = infinite && bits == overflow ? std::numeric_limits<float>::infinity()
                                          : std::numeric_limits<float>::quiet_NaN();
    return code & 0x80 ? -size : size;
  }
};

Float8 format_of(DType dtype) {
  if (dtype == DType::float8_e4m3fn) return {3, -6, 448, 0x7F, 0x7F, false};
  return {2, -14, 57344, 0x7C, 0x7E, true};
}

Tensor to_float8(const Tensor& x, DType dtype);
Tensor from_float8(const Tensor& x);

// Gradients pass by way of float8 too.
struct ToFloat8 {
  static constexpr auto name = "to_float8";
  static constexpr bool parallel = true;
  DType dtype;

  Spec infer(const Spec& x) const { return {x.shape, dtype}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const { return from_float8(dy); }
  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto format = format_of(dtype);
    cpu.for_each(y.shape().elements(), [&](std::int64_t i) {
      y.as<std::uint8_t>()[i] = format.encoded(x.as<float>()[i]);
    });
  }
};

struct FromFloat8 {
  static constexpr auto name = "from_float8";
  static constexpr bool parallel = true;

  Spec infer(const Spec& x) const { return {x.shape, DType::float32}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return to_float8(dy, x.dtype());
  }
  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto format = format_of(x.dtype());
    cpu.for_each(y.shape().elements(), [&](std::int64_t i) {
      y.as<float>()[i] = format.decoded(x.as<std::uint8_t>()[i]);
    });
  }
};

Tensor to_float8(const Tensor& x, DType dtype) { return graph::apply(ToFloat8{dtype}, x); }
Tensor from_float8(const Tensor& x) { return graph::apply(FromFloat8{}, x); }

}  // namespace

double float8_max(DType dtype) { return format_of(dtype).most; }

Tensor float8_cast(const Tensor& x, DType dtype) {
  const auto wide = x.dtype().is_float8() ? from_float8(x) : x;
  if (!dtype.is_float8()) return cast(wide, dtype);
  return to_float8(cast(wide, DType::float32), dtype);
}

}  // namespace keras::ops
