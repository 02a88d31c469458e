// Products with one row or one column: a matrix by a vector, bound by the reading of the matrix.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t vector_tile = 512;  // results at a time, in the first-level cache

/// result(i) = sum over p of x[i * x_row + p * x_col] * v(p), where the x of one i, or of one p,
/// lie side by side.
struct VectorProduct {
  std::int64_t count = 0, tile = 0;
  const float* x = nullptr;
  std::int64_t x_row = 0, x_col = 0;
  const float* v = nullptr;
  std::int64_t v_step = 0;
  bool row = false;  // y is one row, else one column

  /// Whether a product is of this kind.
  explicit operator bool() const { return count > 0; }

  explicit VectorProduct(const Gemm& gemm) {
    if (gemm.m == 1 && !gemm.b_panels) {
      x = gemm.b;
      x_row = gemm.b_transposed ? gemm.b_row : 1;
      x_col = gemm.b_transposed ? 1 : gemm.b_row;
      v = gemm.a;
      v_step = gemm.a_col;
      row = true;
    } else if (gemm.n == 1 && (gemm.a_row == 1 || gemm.a_col == 1)) {
      x = gemm.a;
      x_row = gemm.a_row;
      x_col = gemm.a_col;
      v = gemm.b;
      v_step = gemm.b_transposed ? 1 : gemm.b_panels ? panel : gemm.b_row;
    } else {
      return;
    }
    count = row ? gemm.n : gemm.m;
    const auto wanted = (std::int64_t{1} << 16) / (gemm.k + 1) + 1;  // a tile's worth of work
    tile = (wanted + panel - 1) / panel * panel;
    const std::int64_t least = x_row == 1 ? vector_tile / 2 : panel;  // long runs of memory
    tile = tile < least ? least : tile < vector_tile ? tile : vector_tile;
  }

  std::int64_t tiles() const { return (count + tile - 1) / tile; }
  static std::int64_t scratch_floats(const Gemm& gemm) { return gemm.k + vector_tile + 16; }
};

/// Four rows by v at once, or one: y[i] = the dot product of row i.
template <int Rows>
void dot_rows(const float* x, std::int64_t x_row, const float* v, std::int64_t k, float* y) {
  Vector<float> sums[Rows] = {};
  std::int64_t p = 0;
  for (; p + lanes<float> <= k; p += lanes<float>) {
    const auto factor = load(v + p);
#pragma GCC unroll 4
    for (int r = 0; r < Rows; ++r) sums[r] += load(x + r * x_row + p) * factor;
  }
  for (int r = 0; r < Rows; ++r) {
    float sum = 0;
    for (auto q = p; q < k; ++q) sum += x[r * x_row + q] * v[q];
    for (int j = 0; j < lanes<float>; ++j) sum += sums[r][j];
    y[r] = sum;
  }
}

inline void dots(const VectorProduct& product, std::int64_t first, std::int64_t count,
                 const float* v, std::int64_t k, float* y) {
  const auto* x = product.x + first * product.x_row;
  std::int64_t i = 0;
  for (; i + 4 <= count; i += 4) dot_rows<4>(x + i * product.x_row, product.x_row, v, k, y + i);
  for (; i < count; ++i) dot_rows<1>(x + i * product.x_row, product.x_row, v, k, y + i);
}

/// y += columns, each times its element of v.
template <int Columns>
[[gnu::always_inline]] inline void add_columns(const float* x, std::int64_t step, const float* v,
                                               std::int64_t count, float* y) {
#pragma omp simd
  for (std::int64_t i = 0; i < count; ++i) {
    float even = x[i] * v[0], odd = 0;
#pragma GCC unroll 8
    for (int c = 1; c < Columns; c += 2) {
      odd += x[i + c * step] * v[c];
      even += c + 1 < Columns ? x[i + (c + 1) * step] * v[c + 1] : 0;
    }
    y[i] += even + odd;
  }
}

inline void all_columns(const VectorProduct& product, std::int64_t first, std::int64_t count,
                        const float* v, std::int64_t k, float* y) {
  const auto* x = product.x + first;
  const auto step = product.x_col;
  for (std::int64_t i = 0; i < count; ++i) y[i] = 0;
  std::int64_t p = 0;
  for (; p + 8 <= k; p += 8) add_columns<8>(x + p * step, step, v + p, count, y);
  for (; p < k; ++p) add_columns<1>(x + p * step, step, v + p, count, y);
}

/// Scales, adds what y starts from, and stores.
inline void finish_vector(const Gemm& gemm, const VectorProduct& product, std::int64_t first,
                          std::int64_t count, float* result) {
  const auto step = product.row ? 1 : gemm.y_panels ? panel : gemm.y_row;
  auto* y = gemm.y + first * step;
  for (std::int64_t i = 0; i < count; ++i) {
    float start = gemm.accumulate ? y[i * step] : 0;
    if (gemm.bias != nullptr) start += gemm.bias[product.row ? first + i : 0];
    result[i] = start + gemm.alpha * result[i];
  }
  const auto& epilogue = gemm.epilogue;
  if (epilogue.store != nullptr) {
    for (std::int64_t i = 0; i < count; i += panel) {
      const auto part = count - i < panel ? count - i : panel;
      if (product.row) {
        epilogue.store(epilogue.context, result + i, panel, 1, part, 0, first + i);
      } else {
        epilogue.store(epilogue.context, result + i, 1, part, 1, first + i, 0);
      }
    }
    return;
  }
  for (std::int64_t i = 0; i < count; ++i) y[i * step] = result[i];
  if (!gemm.y_panels) return;
  if (!product.row) {
    for (std::int64_t i = 0; i < count; ++i) {
      for (std::int64_t j = 1; j < panel; ++j) y[i * step + j] = 0;
    }
  } else if (first + count == gemm.n) {
    for (auto i = count; (first + i) % panel != 0; ++i) y[i] = 0;
  }
}

inline void vector_tile_of(const Gemm& gemm, const VectorProduct& product, std::int64_t index,
                           float* scratch) {
  const auto first = index * product.tile;
  const auto count = product.count - first < product.tile ? product.count - first : product.tile;
  auto* result = scratch + (gemm.k + 15) / 16 * 16;
  const auto* v = product.v;
  if (product.v_step != 1) {
    for (std::int64_t p = 0; p < gemm.k; ++p) scratch[p] = v[p * product.v_step];
    v = scratch;
  }
  if (product.x_row == 1) {
    all_columns(product, first, count, v, gemm.k, result);
  } else {
    dots(product, first, count, v, gemm.k, result);
  }
  finish_vector(gemm, product, first, count, result);
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
