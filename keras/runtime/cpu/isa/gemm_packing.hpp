// Copies of parts of a and b in the order in which the blocks read them.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// y[p * panel + j] = x[j * x_row + p] for p < rows, j < cols.
inline void transpose(const float* x, std::int64_t x_row, float* y, std::int64_t rows,
                      std::int64_t cols) {
  for (std::int64_t p = 0; p < rows; ++p) {
    for (std::int64_t j = 0; j < cols; ++j) y[p * panel + j] = x[j * x_row + p];
  }
}

/// Rows [from, from + rows) of the panel `group` of b, in panels, the missing columns zero.
inline void pack_b(const Gemm& gemm, std::int64_t group, std::int64_t from, std::int64_t rows,
                   float* y) {
  const auto column = group * panel;
  const auto cols = gemm.n - column < panel ? gemm.n - column : panel;
  for (std::int64_t i = 0; cols < panel && i < rows * panel; ++i) y[i] = 0;
  if (!gemm.b_transposed) {
    const auto* x = gemm.b + from * gemm.b_row + column;
    for (std::int64_t p = 0; p < rows; ++p, x += gemm.b_row) {
      for (std::int64_t j = 0; j < cols; ++j) y[p * panel + j] = x[j];
    }
  } else if (!gemm.b_panels) {
    transpose(gemm.b + column * gemm.b_row + from, gemm.b_row, y, rows, cols);
  } else {  // the stored matrix is n x k: its panels are groups of b's rows
    for (std::int64_t done = 0; done < rows;) {
      const auto p = from + done, inside = p % panel;
      const auto count = rows - done < panel - inside ? rows - done : panel - inside;
      const auto* x = gemm.b + p / panel * gemm.n * panel + column * panel + inside;
      transpose(x, panel, y + done * panel, count, cols);
      done += count;
    }
  }
}

/// y[p * rows + r] = a(row + r, from + p) for r < rows, p < k.
inline void pack_a(const Gemm& gemm, std::int64_t row, std::int64_t rows, std::int64_t from,
                   std::int64_t k, float* y) {
  const auto* x = gemm.a + row * gemm.a_row + from * gemm.a_col;
  if (gemm.a_row == 1) {
    for (std::int64_t p = 0; p < k; ++p) {
      for (std::int64_t r = 0; r < rows; ++r) y[p * rows + r] = x[p * gemm.a_col + r];
    }
  } else {
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t p = 0; p < k; ++p) y[p * rows + r] = x[r * gemm.a_row + p * gemm.a_col];
    }
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
