// Blocks of 16-bit floats to float and back.
#pragma once
#include <cstdint>

#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace keras::runtime::KERAS_ISA {
namespace {

struct Half {
  std::uint16_t bits;
};  // the elements of a float16 tensor
struct Brain {
  std::uint16_t bits;
};  // the elements of a bfloat16 tensor

[[gnu::always_inline]] inline std::uint32_t bits_of(float x) {
  return __builtin_bit_cast(std::uint32_t, x);
}
[[gnu::always_inline]] inline float from_bits(std::uint32_t x) {
  return __builtin_bit_cast(float, x);
}

[[gnu::always_inline]] inline float to_float(Brain x) {
  return from_bits(static_cast<std::uint32_t>(x.bits) << 16);
}

/// To nearest, ties to even; NaN stays NaN.
[[gnu::always_inline]] inline Brain to_brain(float x) {
  const auto u = bits_of(x);
  const auto rounded = (u + 0x7FFF + ((u >> 16) & 1)) >> 16;
  return {static_cast<std::uint16_t>(x != x ? (u >> 16) | 0x40 : rounded)};
}

[[gnu::always_inline]] inline float to_float(Half x) {
  const std::uint32_t sign = (x.bits & 0x8000u) << 16, magnitude = x.bits & 0x7FFFu;
  const float scaled = from_bits(magnitude << 13) * 0x1p112f;  // right for subnormals too
  const auto special = 0x7F800000u | (magnitude << 13);
  return from_bits(sign | (magnitude >= 0x7C00 ? special : bits_of(scaled)));
}

[[gnu::always_inline]] inline Half to_half(float x) {
  const auto u = bits_of(x);
  const auto sign = (u >> 16) & 0x8000, magnitude = u & 0x7FFFFFFF;
  // Below the least normal half the adder rounds: 0.5 has its last bit where the half has it.
  const auto small = bits_of(from_bits(magnitude) + 0.5f) - 0x3F000000u;
  const auto normal = (magnitude + 0xC8000FFFu + ((magnitude >> 13) & 1)) >> 13;
  auto half = magnitude < 0x38800000u ? small : normal;
  half = magnitude >= 0x477FF000u ? 0x7C00u : half;  // would round to more than 65504
  half = magnitude > 0x7F800000u ? 0x7E00u : half;
  return {static_cast<std::uint16_t>(sign | half)};
}

inline void widen(const Brain* x, float* y, std::int64_t n) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) y[i] = to_float(x[i]);
}

inline void narrow(const float* x, Brain* y, std::int64_t n) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) y[i] = to_brain(x[i]);
}

#if defined(__F16C__)

inline void widen(const Half* x, float* y, std::int64_t n) {
  std::int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const auto halves = _mm_loadu_si128(reinterpret_cast<const __m128i*>(x + i));
    _mm256_storeu_ps(y + i, _mm256_cvtph_ps(halves));
  }
  for (; i < n; ++i) y[i] = to_float(x[i]);
}

inline void narrow(const float* x, Half* y, std::int64_t n) {
  std::int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const auto halves = _mm256_cvtps_ph(_mm256_loadu_ps(x + i), _MM_FROUND_TO_NEAREST_INT);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(y + i), halves);
  }
  for (; i < n; ++i) y[i] = to_half(x[i]);
}

#else

inline void widen(const Half* x, float* y, std::int64_t n) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) y[i] = to_float(x[i]);
}

inline void narrow(const float* x, Half* y, std::int64_t n) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) y[i] = to_half(x[i]);
}

#endif

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
