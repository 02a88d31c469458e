// Elementary functions of doubles without branches, so that loops over them are vectorised.
//
// exp and log are right to about one unit in the last place; the rest are meant for the doubles
// between two floats: their errors lie below 1e-9, far below half a unit of a float.
#pragma once
#include <cstdint>

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr double infinity = __builtin_inf();
constexpr double not_a_number = __builtin_nan("");
constexpr double half_pi = 1.57079632679489661923;

[[gnu::always_inline]] inline std::int64_t bits_of(double x) {
  return __builtin_bit_cast(std::int64_t, x);
}
[[gnu::always_inline]] inline double from_bits(std::int64_t x) {
  return __builtin_bit_cast(double, x);
}

/// c[0] x^(N-1) + ... + c[N-1].
template <class T, int N>
[[gnu::always_inline]] inline T polynomial(T x, const T (&c)[N]) {
  T y = c[0];
#pragma GCC unroll 16
  for (int i = 1; i < N; ++i) y = y * x + c[i];
  return y;
}

constexpr double rounder = 0x1.8p52;  // adding it leaves an integer in the low bits, to nearest

[[gnu::always_inline]] inline double wide_exp(double x) {
  const double low = x < -746.0 ? -746.0 : x, bounded = low > 710.0 ? 710.0 : low;
  const double n = (bounded * 1.4426950408889634074 + rounder) - rounder;
  double r = bounded - n * 0x1.62e42feep-1;  // ln 2 in two parts, the first short
  r -= n * 0x1.a39ef35793c76p-33;
  const double p = polynomial<double>(
      r, {1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
          1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5});
  const double power = 1 + (r + r * r * p);
  // Two factors, because 2^n may be infinite or subnormal where the result is not.
  const auto half = bits_of(n * 0.5 + rounder), whole = bits_of(n + rounder);
  const auto first = half - bits_of(rounder), second = whole - half;
  return power * from_bits((first + 1023) << 52) * from_bits((second + 1023) << 52);
}

[[gnu::always_inline]] inline double wide_log(double x) {
  const bool small = x < 0x1p-1022;
  const auto u = static_cast<std::uint64_t>(bits_of(small ? x * 0x1p54 : x));
  // The mantissa in [sqrt(1/2), sqrt(2)) and its exponent, read from bits biased to be positive.
  const auto shifted = u - 0x3FE6A09E667F3BCD + (std::uint64_t{1023} << 52);
  const auto exponent = static_cast<std::int64_t>(shifted >> 52);
  const double e =
      from_bits(exponent | std::int64_t{0x4330000000000000}) - (0x1p52 + 1023) - (small ? 54 : 0);
  const auto scale = (static_cast<std::uint64_t>(exponent) - 1023) << 52;
  const double f = from_bits(static_cast<std::int64_t>(u - scale)) - 1;
  const double s = f / (2 + f), z = s * s;
  const double p = polynomial<double>(
      z, {0.14826836088393799, 0.15310092026892169, 0.1818376274869464, 0.22222193670958315,
          0.28571428803753252, 0.39999999999059432, 0.66666666666668073});
  const double y = e * 0x1.62e42feep-1 + (f - s * (f - z * p) + e * 0x1.a39ef35793c76p-33);
  const double known = x == infinity ? x : y;
  return x > 0 ? known : x == 0 ? -infinity : not_a_number;
}

/// The angle of the point (x, y), any quadrant, zeros and infinities included.
[[gnu::always_inline]] inline double wide_arctan2(double y, double x) {
  const double v = __builtin_fabs(y), u = __builtin_fabs(x);
  const bool corner = v == infinity && u == infinity;
  const double b = corner ? 1 : v, a = corner ? 1 : u;
  // By thirds of the quadrant: tan(pi/8) = 0.414..., tan(3 pi/8) = 2.414...
  const bool steep = b > 2.414213562373095 * a, middle = !steep && b > 0.414213562373095 * a;
  const double over = steep ? -a : middle ? b - a : b;
  const double under = steep ? b : middle ? a + b : a;
  const double start = steep ? half_pi : middle ? half_pi / 2 : 0;
  const double t = over / (under == 0 ? 1 : under), z = t * t;
  const double p =
      polynomial<double>(z, {1.0 / 25, -1.0 / 23, 1.0 / 21, -1.0 / 19, 1.0 / 17, -1.0 / 15,
                             1.0 / 13, -1.0 / 11, 1.0 / 9, -1.0 / 7, 1.0 / 5, -1.0 / 3});
  const double first = start + (t + t * z * p);
  const double angle = bits_of(x) < 0 ? 2 * half_pi - first : first;
  return x != x || y != y ? not_a_number : __builtin_copysign(angle, y);
}

struct SineCosine {
  double sine, cosine;
};

constexpr float trigonometric_limit = 0x1p20f;  // of the reduction below

/// Both for |x| up to `trigonometric_limit`.
[[gnu::always_inline]] inline SineCosine wide_sine_cosine(double x) {
  const double shifted = x * 0.63661977236758134308 + rounder, n = shifted - rounder;
  double r = x - n * 0x1.921fb544p0;  // pi / 2 in two parts, the first short
  r -= n * 0x1.0b4611a626331p-34;
  const double z = r * r;
  const double bent =
      r + r * z *
              polynomial<double>(z, {1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040,
                                     1.0 / 120, -1.0 / 6});
  const double sine = r == 0 ? r : bent;  // -0 stays
  const double cosine = 1 + z * polynomial<double>(z, {1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320,
                                                       -1.0 / 720, 1.0 / 24, -0.5});
  const auto quadrant = bits_of(shifted);
  const bool odd = (quadrant & 1) != 0;
  const auto sine_sign = (quadrant & 2) << 62, cosine_sign = ((quadrant + 1) & 2) << 62;
  return {from_bits(bits_of(odd ? cosine : sine) ^ sine_sign),
          from_bits(bits_of(odd ? sine : cosine) ^ cosine_sign)};
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
