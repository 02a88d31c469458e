// Elementary functions of floats without branches, so that loops over them are vectorised.
//
// The polynomials are minimax fits of the functions named beside them. What is not called in every
// step of a training is computed in double, where simple formulas do not cancel.
#pragma once
#include "keras/runtime/cpu/isa/half_blocks.hpp"
#include "keras/runtime/cpu/isa/wide_math.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

[[gnu::always_inline]] inline float exp(float x) {
  const float low = x < -104.0f ? -104.0f : x, bounded = low > 89.0f ? 89.0f : low;
  constexpr float rounder_float = 0x1.8p23f;
  const float shifted = bounded * 1.44269504f + rounder_float, n = shifted - rounder_float;
  float r = bounded - n * 0x1.62ep-1f;  // ln 2 in two parts, the first short
  r -= n * 0x1.0bfbe8p-15f;
  const float p = polynomial<float>(  // (exp(r) - 1 - r) / r^2
      r, {0.001395171725f, 0.00836959841f, 0.04166618728f, 0.1666651289f, 0.5000000101f});
  const float power = 1 + (r + r * r * p);
  const auto whole = static_cast<std::int32_t>(bits_of(shifted) - bits_of(rounder_float));
  const auto first = whole >> 1, second = whole - first;  // 2^whole may not be normal
  return power * from_bits(static_cast<std::uint32_t>(first + 127) << 23) *
         from_bits(static_cast<std::uint32_t>(second + 127) << 23);
}

[[gnu::always_inline]] inline float log(float x) {
  const bool small = x < 0x1p-126f;
  const auto u = bits_of(small ? x * 0x1p24f : x);
  // Of a mantissa in [sqrt(1/2), sqrt(2)).
  const auto exponent = static_cast<std::int32_t>(u - 0x3F3504F3u) >> 23;
  const float e = static_cast<float>(exponent - (small ? 24 : 0));
  const float f = from_bits(u - (static_cast<std::uint32_t>(exponent) << 23)) - 1;
  const float p = polynomial<float>(  // (log(1 + f) - f + f^2 / 2) / f^3
      f, {-0.07859545869f, 0.128816224f, -0.1312876763f, 0.1418119611f, -0.1662455314f,
          0.2000228608f, -0.2500081043f, 0.3333331673f});
  const float square = f * f;
  const float rest = square * f * p + e * 0x1.0bfbe8p-15f - 0.5f * square;
  const float y = e * 0x1.62ep-1f + (f + rest);
  const float known = x == __builtin_inff() ? x : y;
  return x > 0 ? known : x == 0 ? -__builtin_inff() : __builtin_nanf("");
}

[[gnu::always_inline]] inline float sigmoid(float x) {
  const float e = exp(-__builtin_fabsf(x));
  return (x < 0 ? e : 1.0f) / (1 + e);
}

/// a * b + c, rounded once where the processor can: contraction is each compiler's own choice.
[[gnu::always_inline]] inline float fused(float a, float b, float c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_fmaf(a, b, c);
#else
  return a * b + c;
#endif
}

/// The same as `polynomial`, fused.
template <int N>
[[gnu::always_inline]] inline float fused_polynomial(float x, const float (&c)[N]) {
  float y = c[0];
#pragma GCC unroll 16
  for (int i = 1; i < N; ++i) y = fused(y, x, c[i]);
  return y;
}

/// Where it saturates, gradients are 1 - tanh(x)^2 of a few units in the last place, so that one
/// unit more or less decides them. Hence the quotient that Eigen and XLA compute, bit for bit.
[[gnu::always_inline]] inline float tanh(float x) {
  const float size = __builtin_fabsf(x), z = x * x;
  const float p =
      fused_polynomial(z, {-2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f,
                           5.12229709037114e-08f, 1.48572235717979e-05f, 6.37261928875436e-04f,
                           4.89352455891786e-03f});
  const float q = fused_polynomial(z, {1.19825839466702e-06f, 1.18534705686654e-04f,
                                       2.26843463243900e-03f, 4.89352518554385e-03f});
  const float bounded = size < 7.99881172180175781f ? x * p / q : __builtin_copysignf(1, x);
  return size < 0.0004f || x != x ? x : bounded;
}

[[gnu::always_inline]] inline float erf(float x) {
  const float size = __builtin_fabsf(x), bounded = size > 4 ? 4.0f : size, z = x * x;
  const float near = polynomial<float>(  // erf(x) / x - 1
      z, {7.889119547e-05f, -0.0008020841284f, 0.00518953534f, -0.02685444459f, 0.1128360018f,
          -0.3761262714f, 0.1283791659f});
  const float far = polynomial<float>(  // log(erfc(x))
      bounded, {0.0001855748932f, -0.002939615735f, 0.02180535115f, -0.1030374355f, -0.6382256024f,
                -1.12704008f, -0.0003537089296f});
  return size < 1 ? x + x * near : __builtin_copysignf(1 - exp(far), x);
}

/// The chance that a normally distributed number is below x.
[[gnu::always_inline]] inline float normal_below(float x) {
  const float z = 0.70710678f * __builtin_fabsf(x), k = 1 / (1 + 0.5f * z);
  const float p = polynomial<float>(  // erfc(z) exp(z^2)
      k, {0.08872498642f, -0.3558187781f, 0.3827075763f, 0.04787262349f, 0.274517269f, 0.280069152f,
          0.2818982004f, 2.907942106e-05f});
  const float half = 0.5f * p * exp(x * x * -0.5f);
  return x < 0 ? half : 1 - half;
}

[[gnu::always_inline]] inline float expm1(float x) {
  const double d = x, large = wide_exp(d) - 1;
  return static_cast<float>(__builtin_fabs(d) < 1e-5 ? d * (1 + 0.5 * d) : large);
}

[[gnu::always_inline]] inline float log1p(float x) {
  const double d = x, large = wide_log(1 + d);
  return static_cast<float>(__builtin_fabs(d) < 1e-5 ? d - 0.5 * d * d : large);
}

[[gnu::always_inline]] inline float sinh(float x) {
  const double d = x, e = wide_exp(__builtin_fabs(d)), z = d * d;
  const double large = __builtin_copysign(0.5 * (e - 1 / e), d);
  return static_cast<float>(z < 1e-4 ? d + d * z * (1.0 / 6 + z / 120) : large);
}

[[gnu::always_inline]] inline float cosh(float x) {
  const double e = wide_exp(__builtin_fabs(static_cast<double>(x)));
  return static_cast<float>(0.5 * (e + 1 / e));
}

[[gnu::always_inline]] inline float asinh(float x) {
  const double d = x, z = d * d;
  const double large = wide_log(__builtin_fabs(d) + __builtin_sqrt(z + 1));
  return static_cast<float>(z < 1e-6 ? d * (1 - z / 6) : __builtin_copysign(large, d));
}

[[gnu::always_inline]] inline float acosh(float x) {
  const double d = x < 1 ? not_a_number : static_cast<double>(x);
  return static_cast<float>(wide_log(d + __builtin_sqrt((d - 1) * (d + 1))));
}

[[gnu::always_inline]] inline float atanh(float x) {
  const double d = x, z = d * d, large = 0.5 * wide_log((1 + d) / (1 - d));
  return static_cast<float>(z < 1e-6 ? d + d * z / 3 : large);
}

[[gnu::always_inline]] inline float arctan2(float y, float x) {
  return static_cast<float>(wide_arctan2(y, x));
}

[[gnu::always_inline]] inline float atan(float x) { return arctan2(x, 1.0f); }

[[gnu::always_inline]] inline float asin(float x) {
  const double d = x;
  return static_cast<float>(wide_arctan2(d, __builtin_sqrt((1 - d) * (1 + d))));
}

[[gnu::always_inline]] inline float acos(float x) {
  const double d = x;
  return static_cast<float>(wide_arctan2(__builtin_sqrt((1 - d) * (1 + d)), d));
}

/// In w = -log(1 - x^2), as M. Giles does (Approximating the erfinv function, 2010).
[[gnu::always_inline]] inline float erfinv(float x) {
  const double d = x, w = -wide_log((1 - d) * (1 + d));
  const double near = polynomial<double>(  // erfinv(x) / x for w in [0, 5]
      w, {3.355460608e-10, -1.716145628e-08, 3.097975648e-07, -2.497880645e-06, 5.835611108e-06,
          4.048685189e-05, -0.0001220027299, -0.002338540515, 0.0115503355, 0.232013556,
          0.8862269275});
  const double far = polynomial<double>(  // the same for w in [5, 17], in sqrt(w) - 3
      __builtin_sqrt(w) - 3,
      {-2.951554658e-05, 0.0001605534791, -0.0002774930829, -0.0001200449652, 0.001475111475,
       -0.003567091401, 0.005687698828, -0.007642764194, 0.009445303158, 1.001675237, 2.832976801});
  const double inside = d * (w < 5 ? near : far);
  return static_cast<float>(w == infinity ? d * infinity : inside);
}

/// As pow of C: 1 for an exponent of 0 or a base of 1, NaN for a root of a negative number.
[[gnu::always_inline]] inline float power(float a, float b) {
  const double size = __builtin_fabs(static_cast<double>(a));
  const double magnitude = size == 1 ? 1 : wide_exp(b * wide_log(size));
  const bool whole = __builtin_rintf(b) == b;
  const bool odd = whole && __builtin_rintf(0.5f * b) != 0.5f * b;
  const bool negative = static_cast<std::int32_t>(bits_of(a)) < 0;
  const double sign = negative && odd ? -magnitude : magnitude;
  const bool rootless = a < 0 && !whole && size != infinity;
  return static_cast<float>(b == 0 || a == 1 ? 1 : rootless ? not_a_number : sign);
}

[[gnu::always_inline]] inline float sin(float x) {
  return static_cast<float>(wide_sine_cosine(x).sine);
}
[[gnu::always_inline]] inline float cos(float x) {
  return static_cast<float>(wide_sine_cosine(x).cosine);
}
[[gnu::always_inline]] inline float tan(float x) {
  const auto [sine, cosine] = wide_sine_cosine(x);
  return static_cast<float>(sine / cosine);
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
