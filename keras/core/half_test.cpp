#include "keras/core/half.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

namespace keras {
namespace {

/// The value of IEEE half-precision `bits`, by the definition: (-1)^s * 2^(e-15) * 1.m.
float half_by_definition(unsigned bits) {
  const int exponent = static_cast<int>(bits >> 10 & 31), mantissa = static_cast<int>(bits & 1023);
  const float sign = bits & 0x8000 ? -1.0f : 1.0f;
  if (exponent == 31 && mantissa != 0) return std::numeric_limits<float>::quiet_NaN();
  if (exponent == 31) return sign * std::numeric_limits<float>::infinity();
  if (exponent == 0) return sign * std::ldexp(static_cast<float>(mantissa), -24);
  return sign * std::ldexp(static_cast<float>(1024 + mantissa), exponent - 25);
}

template <class Half>
Half from_bits(unsigned bits) {
  Half x;
  x.bits = static_cast<std::uint16_t>(bits);
  return x;
}

bool same(float a, float b) {
  return (a != a && b != b) || std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// Whether the float half way between two neighbours goes to the one with an even last bit, and the
/// floats beside it to the nearer one.
template <class Half>
bool rounds_between(unsigned bits) {
  const float low = from_bits<Half>(bits), high = from_bits<Half>(bits + 1);
  const float middle = low + (high - low) / 2;
  const auto even = bits & 1 ? bits + 1 : bits;
  return Half(middle).bits == even && Half(std::nextafter(middle, low)).bits == bits &&
         Half(std::nextafter(middle, high)).bits == bits + 1;
}

}  // namespace

TEST_CASE("float16 reads and writes all 65536 patterns") {
  int wrong = 0;
  for (unsigned bits = 0; bits < 65536; ++bits) {
    const float x = from_bits<float16>(bits);
    wrong += !same(x, half_by_definition(bits));
    wrong += x == x && float16(x).bits != bits;
    wrong += x != x && float(float16(x)) == float(float16(x));
  }
  CHECK(wrong == 0);
}

TEST_CASE("float16 rounds to nearest, ties to even") {
  int wrong = 0;
  for (unsigned bits = 0; bits < 0x7BFF; ++bits) wrong += !rounds_between<float16>(bits);
  CHECK(wrong == 0);
  CHECK(float16(65519.0f).bits == 0x7BFF);
  CHECK(float16(65520.0f).bits == 0x7C00);
  CHECK(float16(-65520.0f).bits == 0xFC00);
  CHECK(float16(1e-8f).bits == 0);
  CHECK(float16(-1e-8f).bits == 0x8000);
}

TEST_CASE("bfloat16 is the upper half of a float, rounded to nearest, ties to even") {
  int wrong = 0;
  for (unsigned bits = 0; bits < 65536; ++bits) {
    const float x = from_bits<bfloat16>(bits);
    wrong += std::bit_cast<std::uint32_t>(x) != bits << 16;
    wrong += x == x && bfloat16(x).bits != bits;
    wrong += x != x && float(bfloat16(x)) == float(bfloat16(x));
  }
  for (unsigned bits = 0; bits < 0x7F7F; ++bits) wrong += !rounds_between<bfloat16>(bits);
  CHECK(wrong == 0);
  CHECK(bfloat16(std::numeric_limits<float>::max()).bits == 0x7F80);
}

}  // namespace keras
