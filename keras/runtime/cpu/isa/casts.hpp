// Conversion between any two numeric dtypes, as XLA does it.
#pragma once
#include "keras/runtime/cpu/isa/half_blocks.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

template <class A, class B>
inline constexpr bool same = false;
template <class A>
inline constexpr bool same<A, A> = true;
template <class T>
inline constexpr bool is_float = same<T, float> || same<T, double>;
template <class T>
inline constexpr bool is_short_float = same<T, Half> || same<T, Brain>;

/// The least and the greatest integer of type Y.
template <class Y>
inline constexpr bool has_sign = static_cast<Y>(-1) < static_cast<Y>(0);
template <class Y>
inline constexpr Y lowest = has_sign<Y> ? static_cast<Y>(Y{1} << (8 * sizeof(Y) - 1)) : Y{0};
template <class Y>
inline constexpr Y highest = static_cast<Y>(~lowest<Y>);

/// A float as an integer: toward zero, saturating, 0 for NaN.
template <class Y, class A>
[[gnu::always_inline]] inline Y saturated(A x) {
  constexpr A low = static_cast<A>(lowest<Y>);
  constexpr A beyond = static_cast<A>(highest<Y> / 2 + 1) * 2;  // 2^bits, exact in any A
  constexpr bool through_int = sizeof(Y) < sizeof(int);         // vectors convert to int
  const bool inside = x > low && x < beyond;
  const A safe = inside ? x : A{0};
  const Y inner = through_int ? static_cast<Y>(static_cast<int>(safe)) : static_cast<Y>(safe);
  const Y upper = x >= beyond ? highest<Y> : inner;
  return x <= low ? lowest<Y> : upper;
}

template <class Y, class A>
[[gnu::always_inline]] inline Y converted(A x) {
  if constexpr (same<Y, bool>) {
    return x != A{0};
  } else if constexpr (is_float<A> && !is_float<Y>) {
    return saturated<Y>(x);
  } else {
    return static_cast<Y>(x);
  }
}

constexpr std::int64_t block = 256;  // floats between a 16-bit float and another type

template <class A, class Y>
void cast_from_short(const void* a, const void*, const void*, void* y, std::int64_t n) {
  alignas(64) float floats[block];
  for (std::int64_t i = 0; i < n; i += block) {
    const auto count = n - i < block ? n - i : block;
    auto* to = static_cast<Y*>(y) + i;
    widen(static_cast<const A*>(a) + i, floats, count);
    if constexpr (is_short_float<Y>) {
      narrow(floats, to, count);
    } else {
#pragma omp simd
      for (std::int64_t j = 0; j < count; ++j) to[j] = converted<Y>(floats[j]);
    }
  }
}

template <class A, class Y>
void cast_to_short(const void* a, const void*, const void*, void* y, std::int64_t n) {
  alignas(64) float floats[block];
  for (std::int64_t i = 0; i < n; i += block) {
    const auto count = n - i < block ? n - i : block;
    const auto* from = static_cast<const A*>(a) + i;
#pragma omp simd
    for (std::int64_t j = 0; j < count; ++j) floats[j] = converted<float>(from[j]);
    narrow(floats, static_cast<Y*>(y) + i, count);
  }
}

template <class A, class Y>
constexpr TileLoop cast_between() {
  if constexpr (same<A, Half> && same<Y, float>) {
    return [](const void* a, const void*, const void*, void* y, std::int64_t n) {
      widen(static_cast<const Half*>(a), static_cast<float*>(y), n);
    };
  } else if constexpr (is_short_float<A>) {
    return cast_from_short<A, Y>;
  } else if constexpr (is_short_float<Y> && !same<A, bool>) {
    return cast_to_short<A, Y>;
  } else if constexpr (same<A, bool>) {
    return cast_between<Truth, Y>();
  } else {
    return unary<Y, A>([](A x) { return converted<Y>(x); });
  }
}

/// visit(element of the dtype) for the dtypes that every copy converts itself, else nullptr.
template <class Visit>
constexpr TileLoop with_usual(DType::Kind kind, Visit visit) {
  switch (kind) {
    case DType::boolean:
      return visit(bool{});
    case DType::uint8:
      return visit(std::uint8_t{});
    case DType::int32:
      return visit(std::int32_t{});
    case DType::int64:
      return visit(std::int64_t{});
    case DType::float16:
      return visit(Half{});
    case DType::bfloat16:
      return visit(Brain{});
    case DType::float32:
      return visit(float{});
    case DType::float64:
      return visit(double{});
    default:
      return nullptr;
  }
}

/// The same for the dtypes of rare.cpp.
template <class Visit>
constexpr TileLoop with_rare(DType::Kind kind, Visit visit) {
  switch (kind) {
    case DType::int8:
      return visit(std::int8_t{});
    case DType::int16:
      return visit(std::int16_t{});
    case DType::uint16:
      return visit(std::uint16_t{});
    case DType::uint32:
      return visit(std::uint32_t{});
    case DType::uint64:
      return visit(std::uint64_t{});
    default:
      return nullptr;
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
