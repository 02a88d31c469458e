// Copies of parts of a and b in the order in which the blocks read them.
#pragma once
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/strips.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

typedef float Four __attribute__((vector_size(16)));
typedef float UnalignedFour __attribute__((vector_size(16), aligned(4), may_alias));

[[gnu::always_inline]] inline Four load_four(const float* x) {
  return *reinterpret_cast<const UnalignedFour*>(x);
}
[[gnu::always_inline]] inline void store_four(float* y, Four x) {
  *reinterpret_cast<UnalignedFour*>(y) = x;
}

/// y(j, i) = x(i, j) for i, j < 4.
[[gnu::always_inline]] inline void transpose_four(const float* x, std::int64_t x_row, float* y,
                                                  std::int64_t y_row) {
  const auto a = load_four(x), b = load_four(x + x_row), c = load_four(x + 2 * x_row),
             d = load_four(x + 3 * x_row);
  const auto ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const auto cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const auto ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const auto cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store_four(y, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  store_four(y + y_row, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  store_four(y + 2 * y_row, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store_four(y + 3 * y_row, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}

/// y(p, j) = x(j, p) for p < rows, j < cols. The last fours overlap the ones before.
inline void transpose(const float* x, std::int64_t x_row, float* y, std::int64_t y_row,
                      std::int64_t rows, std::int64_t cols) {
  if (rows < 4 || cols < 4) {
    for (std::int64_t p = 0; p < rows; ++p) {
      for (std::int64_t j = 0; j < cols; ++j) y[p * y_row + j] = x[j * x_row + p];
    }
    return;
  }
  for (std::int64_t j = 0; j < cols; j += 4) {
    j = j + 4 <= cols ? j : cols - 4;
    for (std::int64_t p = 0; p < rows; p += 4) {
      p = p + 4 <= rows ? p : rows - 4;
      transpose_four(x + j * x_row + p, x_row, y + p * y_row + j, y_row);
    }
  }
}

/// Rows [from, from + rows) of the panel `group` of b, in panels, the missing columns zero.
inline void pack_b(const Gemm& gemm, std::int64_t group, std::int64_t from, std::int64_t rows,
                   float* y) {
  if (rows == 0) return;  // there may be no matrix
  const auto column = group * panel;
  const auto cols = gemm.n - column < panel ? gemm.n - column : panel;
  for (std::int64_t i = 0; cols < panel && i < rows * panel; ++i) y[i] = 0;
  if (!gemm.b_transposed) {
    const auto* x = gemm.b + from * gemm.b_row + column;
    if (cols == panel) {  // a count known to the compiler
      for (std::int64_t p = 0; p < rows; ++p, x += gemm.b_row) {
        for (int j = 0; j < panel; j += lanes<float>) store(y + p * panel + j, load(x + j));
      }
      return;
    }
    for (std::int64_t p = 0; p < rows; ++p, x += gemm.b_row) {
      for (std::int64_t j = 0; j < cols; ++j) y[p * panel + j] = x[j];
    }
  } else if (!gemm.b_panels) {
    transpose(gemm.b + column * gemm.b_row + from, gemm.b_row, y, panel, rows, cols);
  } else {  // the stored matrix is n x k: its panels are groups of b's rows
    for (std::int64_t done = 0; done < rows;) {
      const auto p = from + done, inside = p % panel;
      const auto count = rows - done < panel - inside ? rows - done : panel - inside;
      const auto* x = gemm.b + p / panel * gemm.n * panel + column * panel + inside;
      transpose(x, panel, y + done * panel, panel, count, cols);
      done += count;
    }
  }
}

constexpr std::int64_t rows_ahead = 8;  // of memory, that are fetched before they are read

/// The same for neighbouring panels, one after the other. Rows of a plain b are read as they lie.
inline void pack_panels(const Gemm& gemm, std::int64_t group, std::int64_t groups,
                        std::int64_t from, std::int64_t rows, float* y) {
  const auto whole = gemm.b_transposed ? 0 : smallest(groups, gemm.n / panel - group);
  for (std::int64_t p = 0; p < rows && whole > 0; ++p) {
    const auto* x = gemm.b + (from + p) * gemm.b_row + group * panel;
    for (std::int64_t g = 0; g < whole; ++g) {
      __builtin_prefetch(x + g * panel + rows_ahead * gemm.b_row);
      __builtin_prefetch(x + g * panel + lanes<float> + rows_ahead * gemm.b_row);
      for (int j = 0; j < panel; j += lanes<float>)
        store(y + (g * rows + p) * panel + j, load(x + g * panel + j));
    }
  }
  for (auto g = whole; g < groups; ++g) pack_b(gemm, group + g, from, rows, y + g * rows * panel);
}

/// Floats between the copies of two strips: what the last column of a strip writes too much.
constexpr std::int64_t strip_gap = lanes<float>;

/// y[start * k + index * strip_gap + p * rows + r] = a(row + start + r, from + p) for the rows of
/// each strip, where the rows of a lie side by side.
inline void pack_a(const Gemm& gemm, std::int64_t row, std::int64_t rows, const Strips& strips,
                   std::int64_t from, std::int64_t k, float* y) {
  for (std::int64_t p = 0; p < k; ++p) {
    const auto* x = gemm.a + row + (from + p) * gemm.a_col;
    for (std::int64_t i = 0; i < strips.count; ++i) {
      const auto start = strips.start(i), count = strips.rows(i);
      auto* column = y + start * k + i * strip_gap + p * count;
      __builtin_prefetch(x + start + rows_ahead * gemm.a_col);
      if (start + lanes<float> <= rows) {
        store(column, load(x + start));
      } else {
        for (std::int64_t r = 0; r < count; ++r) column[r] = x[start + r];
      }
    }
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
