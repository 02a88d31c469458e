// Reductions of a contiguous row to one element.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

// How two partial results join. Maximum and minimum keep a NaN from either side.
struct Sum {
  template <class T>
  [[gnu::always_inline]] static T join(T a, T b) {
    return a + b;
  }
};
struct Product {
  template <class T>
  [[gnu::always_inline]] static T join(T a, T b) {
    return a * b;
  }
};
struct Maximum {
  template <class T>
  [[gnu::always_inline]] static T join(T a, T b) {
    return ((a > b) | (a != a)) ? a : b;
  }
};
struct Minimum {
  template <class T>
  [[gnu::always_inline]] static T join(T a, T b) {
    return ((a < b) | (a != a)) ? a : b;
  }
};

/// Joins 128 bytes of partial results, in an order that depends on n only.
template <class T, class Join>
void wide_row(const void* x, void* y, std::int64_t n) {
  constexpr int step = lanes<T>, count = 128 / static_cast<int>(sizeof(T)), vectors = count / step;
  const auto* xs = static_cast<const T*>(x);
  T result = xs[0];
  std::int64_t i = 1;
  if (n >= 2 * count) {
    Vector<T> partial[vectors];
#pragma GCC unroll 8
    for (int v = 0; v < vectors; ++v) partial[v] = load(xs + v * step);
    for (i = count; i + count <= n; i += count) {
#pragma GCC unroll 8
      for (int v = 0; v < vectors; ++v) {
        partial[v] = Join::join(partial[v], load(xs + i + v * step));
      }
    }
    alignas(64) T all[count];
#pragma GCC unroll 8
    for (int v = 0; v < vectors; ++v) store(all + v * step, partial[v]);
    for (int half = count / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; ++j) all[j] = Join::join(all[j], all[j + half]);
    }
    result = all[0];
  }
  for (; i < n; ++i) result = Join::join(result, xs[i]);
  *static_cast<T*>(y) = result;
}

/// The same for the seldom types: one partial result.
template <class T, class Join, class Wide>
void short_row(const void* x, void* y, std::int64_t n) {
  const auto* xs = static_cast<const T*>(x);
  Wide result = static_cast<Wide>(xs[0]);
  for (std::int64_t i = 1; i < n; ++i) {
    result = static_cast<Wide>(Join::join(result, static_cast<Wide>(xs[i])));
  }
  *static_cast<T*>(y) = static_cast<T>(result);
}

/// An empty row gives the element that changes nothing (for maxima: what the caller must not ask).
template <class T, RowLoop Loop, int Empty>
void guarded(const void* x, void* y, std::int64_t n) {
  if (n > 0) {
    Loop(x, y, n);
  } else {
    *static_cast<T*>(y) = static_cast<T>(Empty);
  }
}

/// Sums and products run in `Unsigned` (the type itself for floats), so that overflow wraps.
template <class T, class Unsigned>
inline constexpr RowTable wide_rows = {{
    guarded<T, wide_row<Unsigned, Sum>, 0>,
    guarded<T, wide_row<Unsigned, Product>, 1>,
    guarded<T, wide_row<T, Maximum>, 0>,
    guarded<T, wide_row<T, Minimum>, 0>,
}};

template <class T>
inline constexpr RowTable short_rows = {{
    guarded<T, short_row<T, Sum, std::uint64_t>, 0>,
    guarded<T, short_row<T, Product, std::uint64_t>, 1>,
    guarded<T, short_row<T, Maximum, T>, 0>,
    guarded<T, short_row<T, Minimum, T>, 0>,
}};

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
