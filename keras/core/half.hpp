// The 16-bit floating-point types: stored as bits, computed as float.
#pragma once
#include <bit>
#include <cstdint>

namespace keras {

/// IEEE half precision: 5 bits of exponent, 10 of mantissa.
struct float16 {
  std::uint16_t bits = 0;
  float16() = default;
  explicit float16(float x);
  operator float() const;
};

/// The upper half of a float: 8 bits of exponent, 7 of mantissa.
struct bfloat16 {
  std::uint16_t bits = 0;
  bfloat16() = default;
  explicit bfloat16(float x) {  // to nearest, ties to even; NaN stays NaN
    const auto u = std::bit_cast<std::uint32_t>(x);
    bits = x != x ? static_cast<std::uint16_t>((u >> 16) | 0x40)
                  : static_cast<std::uint16_t>((u + 0x7FFF + ((u >> 16) & 1)) >> 16);
  }
  operator float() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16); }
};

inline float16::float16(float x) {
  const auto u = std::bit_cast<std::uint32_t>(x);
  const auto sign = (u >> 16) & 0x8000, magnitude = u & 0x7FFFFFFF;
  std::uint32_t half;
  if (magnitude > 0x7F800000) {
    half = 0x7E00;
  } else if (magnitude >= 0x477FF000) {  // rounds to more than 65504
    half = 0x7C00;
  } else if (magnitude < 0x38800000) {  // subnormal: let the float adder round
    half = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5f) - 0x3F000000;
  } else {
    half = (magnitude + 0xC8000FFF + ((magnitude >> 13) & 1)) >> 13;
  }
  bits = static_cast<std::uint16_t>(sign | half);
}

inline float16::operator float() const {
  const std::uint32_t sign = (bits & 0x8000u) << 16, magnitude = bits & 0x7FFFu;
  if (magnitude >= 0x7C00) {  // infinity, NaN
    return std::bit_cast<float>(sign | 0x7F800000 | ((magnitude & 0x3FF) << 13));
  }
  const float scaled = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
  return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(scaled));
}

}  // namespace keras
