// Pointwise arithmetic of integers, with the results of jax.numpy where C++ has none: nothing
// traps, overflow wraps.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

template <class T>
struct Wrapping;  // The unsigned type, not narrower than int, in which T's arithmetic wraps.
template <>
struct Wrapping<std::int8_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::int16_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::int32_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::int64_t> {
  using type = std::uint64_t;
};
template <>
struct Wrapping<std::uint8_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::uint16_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::uint32_t> {
  using type = std::uint32_t;
};
template <>
struct Wrapping<std::uint64_t> {
  using type = std::uint64_t;
};

template <class T>
using Wrap = typename Wrapping<T>::type;
template <class T>
inline constexpr bool is_signed = static_cast<T>(-1) < static_cast<T>(0);

/// Division toward zero; by zero it is -1 (all bits set), and the least number over -1 is itself.
template <class T>
inline T divide(T a, T b) {
  const bool negation = is_signed<T> && b == static_cast<T>(-1);
  const T safe = static_cast<T>(b == 0 || negation ? 1 : b);
  const T quotient = static_cast<T>(a / safe);
  if (b == 0) return static_cast<T>(-1);
  return negation ? static_cast<T>(Wrap<T>{0} - static_cast<Wrap<T>>(a)) : quotient;
}

/// The rest of `divide`, with the sign of a; a itself for b = 0.
template <class T>
inline T rest(T a, T b) {
  const bool negation = is_signed<T> && b == static_cast<T>(-1);
  const T safe = static_cast<T>(b == 0 || negation ? 1 : b);
  return b == 0 ? a : static_cast<T>(a % safe);
}

template <class T>
inline int sign(T a) {
  return static_cast<int>(a > 0) - static_cast<int>(a < 0);
}

template <class T>
inline T floor_divide(T a, T b) {
  const T quotient = divide(a, b);
  const bool lower = is_signed<T> && sign(a) != sign(b) && rest(a, b) != 0;
  return static_cast<T>(static_cast<Wrap<T>>(quotient) - static_cast<Wrap<T>>(lower ? 1 : 0));
}

/// Has the sign of b; 0 for b = 0.
template <class T>
inline T mod(T a, T b) {
  if (b == 0) return 0;
  const T left = rest(a, b);
  const bool across = left != 0 && (left < 0) != (b < 0);
  return static_cast<T>(static_cast<Wrap<T>>(left) + static_cast<Wrap<T>>(across ? b : 0));
}

/// a to the b by squaring; as in JAX, the lowest six bits of an exponent count.
template <class T>
inline T power(T a, T b) {
  auto base = static_cast<Wrap<T>>(a), exponent = static_cast<Wrap<T>>(b);
  Wrap<T> result = a == 0 && b != 0 ? 0 : 1;
  for (int bit = 0; bit < 6; ++bit, exponent >>= 1) {
    result *= exponent & 1 ? base : 1;
    base *= base;
  }
  return static_cast<T>(result);
}

/// A shift by the width or more, or by a negative count, moves everything out.
template <class T>
inline T left_shift(T a, T b) {
  constexpr Wrap<T> width = 8 * sizeof(T);
  const auto count = static_cast<Wrap<T>>(b);
  const auto shifted = static_cast<Wrap<T>>(a) << (count < width ? count : 0);
  return count < width ? static_cast<T>(shifted) : T{0};
}

template <class T>
inline T right_shift(T a, T b) {
  constexpr Wrap<T> width = 8 * sizeof(T);
  const auto count = static_cast<Wrap<T>>(b);
  const T out = static_cast<T>(a < 0 ? -1 : 0);
  return count < width ? static_cast<T>(a >> (count < width ? count : 0)) : out;
}

template <class T>
constexpr void set_bitwise(TileTable& table) {
  table.set(Tile::bitwise_not, unary<T, T>([](T a) { return static_cast<T>(~a); }));
  table.set(Tile::bitwise_and, binary<T, T>([](T a, T b) { return static_cast<T>(a & b); }));
  table.set(Tile::bitwise_or, binary<T, T>([](T a, T b) { return static_cast<T>(a | b); }));
  table.set(Tile::bitwise_xor, binary<T, T>([](T a, T b) { return static_cast<T>(a ^ b); }));
  table.set(Tile::left_shift, binary<T, T>([](T a, T b) { return left_shift(a, b); }));
  table.set(Tile::right_shift, binary<T, T>([](T a, T b) { return right_shift(a, b); }));
}

template <class T>
constexpr TileTable integer_table() {
  using W = Wrap<T>;
  TileTable table;
  table.set(Tile::negative, unary<T, T>([](T a) { return W{0} - static_cast<W>(a); }));
  table.set(Tile::absolute,
            unary<T, T>([](T a) { return a < 0 ? W{0} - static_cast<W>(a) : static_cast<W>(a); }));
  table.set(Tile::sign, unary<T, T>([](T a) { return sign(a); }));
  table.set(Tile::add,
            binary<T, T>([](T a, T b) { return static_cast<W>(a) + static_cast<W>(b); }));
  table.set(Tile::subtract,
            binary<T, T>([](T a, T b) { return static_cast<W>(a) - static_cast<W>(b); }));
  table.set(Tile::multiply,
            binary<T, T>([](T a, T b) { return static_cast<W>(a) * static_cast<W>(b); }));
  table.set(Tile::floor_divide, binary<T, T>([](T a, T b) { return floor_divide(a, b); }));
  table.set(Tile::mod, binary<T, T>([](T a, T b) { return mod(a, b); }));
  table.set(Tile::power, binary<T, T>([](T a, T b) { return power(a, b); }));
  table.set(Tile::maximum, binary<T, T>([](T a, T b) { return a > b ? a : b; }));
  table.set(Tile::minimum, binary<T, T>([](T a, T b) { return a < b ? a : b; }));
  table.set(Tile::multiply_add, ternary<T, T>([](T a, T b, T c) {
              return static_cast<W>(a) * static_cast<W>(b) + static_cast<W>(c);
            }));
  set_bitwise<T>(table);
  set_comparisons<T>(table);
  return table;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
