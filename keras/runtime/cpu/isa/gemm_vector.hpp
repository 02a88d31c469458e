// Products with one row or one column: a matrix by a vector, bound by the reading of the matrix.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/matrix_vector.hpp"

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
    sum_columns(product.x + first, product.x_col, count, v, gemm.k, result);
  } else {
    dots(product.x + first * product.x_row, product.x_row, count, v, gemm.k, result);
  }
  finish_vector(gemm, product, first, count, result);
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
