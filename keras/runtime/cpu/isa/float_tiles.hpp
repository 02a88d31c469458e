// Pointwise arithmetic of float and double. The includer brings the elementary functions.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

inline float square_root(float x) { return __builtin_sqrtf(x); }
inline double square_root(double x) { return __builtin_sqrt(x); }
inline float remainder_of(float a, float b) { return __builtin_fmodf(a, b); }
inline double remainder_of(double a, double b) { return __builtin_fmod(a, b); }
inline float floor_of(float x) { return __builtin_floorf(x); }
inline double floor_of(double x) { return __builtin_floor(x); }
inline float ceil_of(float x) { return __builtin_ceilf(x); }
inline double ceil_of(double x) { return __builtin_ceil(x); }
inline float even(float x) { return __builtin_rintf(x); }
inline double even(double x) { return __builtin_rint(x); }
inline float toward_zero(float x) { return __builtin_truncf(x); }
inline double toward_zero(double x) { return __builtin_trunc(x); }
inline float magnitude(float x) { return __builtin_fabsf(x); }
inline double magnitude(double x) { return __builtin_fabs(x); }

/// As jax.numpy: x / 0 is infinite, and quotients that came out a hair off are rounded.
template <class T>
inline T floor_divide(T a, T b) {
  const T rest = remainder_of(a, b);
  const bool across = rest != 0 && (rest < 0) != (b < 0);
  const T quotient = even((a - rest) / b - (across ? T{1} : T{0}));
  return b == 0 ? a / b : quotient;
}

/// Has the sign of b.
template <class T>
inline T mod(T a, T b) {
  const T rest = remainder_of(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// The derivative of x * normal_below(x).
template <class T>
inline T gelu_slope(T x) {
  constexpr T density = static_cast<T>(0.39894228040143267794);  // of a normal number at 0
  return normal_below(x) + x * density * exp(x * x * static_cast<T>(-0.5));
}

template <class T>
constexpr void set_elementary(TileTable& table) {
  table.set(Tile::exp, unary<T, T>([](T x) { return exp(x); }));
  table.set(Tile::expm1, unary<T, T>([](T x) { return expm1(x); }));
  table.set(Tile::log, unary<T, T>([](T x) { return log(x); }));
  table.set(Tile::log1p, unary<T, T>([](T x) { return log1p(x); }));
  table.set(Tile::sin, unary<T, T>([](T x) { return sin(x); }));
  table.set(Tile::cos, unary<T, T>([](T x) { return cos(x); }));
  table.set(Tile::tan, unary<T, T>([](T x) { return tan(x); }));
  table.set(Tile::asin, unary<T, T>([](T x) { return asin(x); }));
  table.set(Tile::acos, unary<T, T>([](T x) { return acos(x); }));
  table.set(Tile::atan, unary<T, T>([](T x) { return atan(x); }));
  table.set(Tile::sinh, unary<T, T>([](T x) { return sinh(x); }));
  table.set(Tile::cosh, unary<T, T>([](T x) { return cosh(x); }));
  table.set(Tile::tanh, unary<T, T>([](T x) { return tanh(x); }));
  table.set(Tile::asinh, unary<T, T>([](T x) { return asinh(x); }));
  table.set(Tile::acosh, unary<T, T>([](T x) { return acosh(x); }));
  table.set(Tile::atanh, unary<T, T>([](T x) { return atanh(x); }));
  table.set(Tile::erf, unary<T, T>([](T x) { return erf(x); }));
  table.set(Tile::erfinv, unary<T, T>([](T x) { return erfinv(x); }));
  table.set(Tile::sigmoid, unary<T, T>([](T x) { return sigmoid(x); }));
  table.set(Tile::gelu, unary<T, T>([](T x) { return x * normal_below(x); }));
  table.set(Tile::gelu_slope, unary<T, T>([](T x) { return gelu_slope(x); }));
  table.set(Tile::power, binary<T, T>([](T a, T b) { return power(a, b); }));
  table.set(Tile::arctan2, binary<T, T>([](T a, T b) { return arctan2(a, b); }));
}

template <class T>
constexpr void set_rounding(TileTable& table) {
  table.set(Tile::floor, unary<T, T>([](T x) { return floor_of(x); }));
  table.set(Tile::ceil, unary<T, T>([](T x) { return ceil_of(x); }));
  table.set(Tile::round, unary<T, T>([](T x) { return even(x); }));
  table.set(Tile::trunc, unary<T, T>([](T x) { return toward_zero(x); }));
  table.set(Tile::isnan, unary<bool, T>([](T x) { return x != x; }));
  table.set(Tile::isinf, unary<bool, T>([](T x) { return magnitude(x) == T(__builtin_inf()); }));
  table.set(Tile::isfinite, unary<bool, T>([](T x) { return magnitude(x) < T(__builtin_inf()); }));
}

template <class T>
constexpr TileTable float_table() {
  TileTable table;
  table.set(Tile::negative, unary<T, T>([](T x) { return -x; }));
  table.set(Tile::absolute, unary<T, T>([](T x) { return magnitude(x); }));
  table.set(Tile::sign, unary<T, T>([](T x) { return x > 0 ? T{1} : x < 0 ? T{-1} : x; }));
  table.set(Tile::sqrt, unary<T, T>([](T x) { return square_root(x); }));
  table.set(Tile::rsqrt, unary<T, T>([](T x) { return 1 / square_root(x); }));
  table.set(Tile::add, binary<T, T>([](T a, T b) { return a + b; }));
  table.set(Tile::subtract, binary<T, T>([](T a, T b) { return a - b; }));
  table.set(Tile::multiply, binary<T, T>([](T a, T b) { return a * b; }));
  table.set(Tile::divide, binary<T, T>([](T a, T b) { return a / b; }));
  table.set(Tile::floor_divide, binary<T, T>([](T a, T b) { return floor_divide(a, b); }));
  table.set(Tile::mod, binary<T, T>([](T a, T b) { return mod(a, b); }));
  table.set(Tile::maximum, binary<T, T>([](T a, T b) { return ((a > b) | (a != a)) ? a : b; }));
  table.set(Tile::minimum, binary<T, T>([](T a, T b) { return ((a < b) | (a != a)) ? a : b; }));
  table.set(Tile::multiply_add, ternary<T, T>([](T a, T b, T c) { return a * b + c; }));
  set_elementary<T>(table);
  set_rounding<T>(table);
  set_comparisons<T>(table);
  return table;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
