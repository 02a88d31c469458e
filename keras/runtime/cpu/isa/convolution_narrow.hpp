// Convolutions of a few outputs, of which a panel would be mostly empty: one output after the
// other, with vectors along the channels.
#pragma once
#include "keras/runtime/cpu/isa/gemm_blocks.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Up to so many outputs are computed one by one.
constexpr std::int64_t narrow_cols = 4;

inline float sum_of(const Vector<float>& x) {
  alignas(64) float parts[lanes<float>];
  store(parts, x);
  for (int width = lanes<float> / 2; width > 0; width /= 2)
    for (int i = 0; i < width; ++i) parts[i] += parts[i + width];
  return parts[0];
}

/// `Rows` rows by v: the sums over the runs [first, last), `shift` floats on in a.
template <int Rows>
void dot_runs(const Run* first, const Run* last, std::int64_t shift, std::int64_t a_row,
              const float* v, float* y) {
  Vector<float> sums[Rows] = {};
  float rests[Rows] = {};
  for (const auto* run = first; run < last; ++run) {
    const auto *a = run->a + shift, *factors = v + run->b;
    std::int64_t p = 0;
    for (; p + lanes<float> <= run->k; p += lanes<float>) {
      const auto factor = load(factors + p);
#pragma GCC unroll 4
      for (int r = 0; r < Rows; ++r) sums[r] += load(a + r * a_row + p) * factor;
    }
    for (; p < run->k; ++p)
      for (int r = 0; r < Rows; ++r) rests[r] += a[r * a_row + p] * factors[p];
  }
  for (int r = 0; r < Rows; ++r) y[r] = sum_of(sums[r]) + rests[r];
}

/// `rows` rows by v, into a column of y or added to it.
inline void dot_rows_of_runs(const Run* first, const Run* last, std::int64_t rows,
                             std::int64_t a_row, const float* v, bool add, float* y,
                             std::int64_t y_row) {
  constexpr int most = 4;
  float results[most];
  for (std::int64_t row = 0; row < rows;) {
    const auto count = rows - row < most ? 1 : most;
    const auto loop = count == most ? dot_runs<most> : dot_runs<1>;
    loop(first, last, row * a_row, a_row, v, results);
    for (int i = 0; i < count; ++i, ++row)
      y[row * y_row] = add ? y[row * y_row] + results[i] : results[i];
  }
}

/// The sum of the columns of the runs, each times its element of v: `Vectors` vectors of rows.
template <int Vectors>
void sum_runs(const Run* first, const Run* last, std::int64_t shift, std::int64_t a_col,
              const float* v, float* y) {
  constexpr int depth = 8 / Vectors;  // independent sums hide the latency
  Vector<float> sums[depth][Vectors] = {};
  for (const auto* run = first; run < last; ++run) {
    const auto *a = run->a + shift, *factors = v + run->b;
    const auto add_column = [&](auto& sum) {
      const auto factor = broadcast(*factors++);
#pragma GCC unroll 8
      for (int i = 0; i < Vectors; ++i) sum[i] += load(a + i * lanes<float>) * factor;
      a += a_col;
    };
    std::int64_t left = run->k;
    for (; left >= depth; left -= depth) {
#pragma GCC unroll 8
      for (int d = 0; d < depth; ++d) add_column(sums[d]);
    }
    for (; left > 0; --left) add_column(sums[0]);
  }
  for (int i = 0; i < Vectors; ++i) {
    auto sum = sums[0][i];
    for (int d = 1; d < depth; ++d) sum += sums[d][i];
    store(y + i * lanes<float>, sum);
  }
}

/// The same for one row.
inline float sum_row_of_runs(const Run* first, const Run* last, std::int64_t shift,
                             std::int64_t a_col, const float* v) {
  float sum = 0;
  for (const auto* run = first; run < last; ++run)
    for (std::int64_t p = 0; p < run->k; ++p) sum += run->a[shift + p * a_col] * v[run->b + p];
  return sum;
}

/// The sums of `rows` rows, into a column of y or added to it.
inline void sum_rows_of_runs(const Run* first, const Run* last, std::int64_t rows,
                             std::int64_t a_col, const float* v, bool add, float* y,
                             std::int64_t y_row) {
  constexpr int most = 4;
  float results[most * lanes<float>];
  for (std::int64_t row = 0; row < rows;) {
    const auto left = rows - row;
    std::int64_t count = 1;
    if (left >= most * lanes<float>) {
      count = most * lanes<float>;
      sum_runs<most>(first, last, row, a_col, v, results);
    } else if (left >= lanes<float>) {
      count = lanes<float>;
      sum_runs<1>(first, last, row, a_col, v, results);
    } else {
      results[0] = sum_row_of_runs(first, last, row, a_col, v);
    }
    for (std::int64_t i = 0; i < count; ++i, ++row)
      y[row * y_row] = add ? y[row * y_row] + results[i] : results[i];
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
