// A matrix by a vector, by rows or by columns.
#pragma once
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

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

/// y[i] = the dot product of row i of x, of k elements, and v.
inline void dots(const float* x, std::int64_t x_row, std::int64_t count, const float* v,
                 std::int64_t k, float* y) {
  std::int64_t i = 0;
  for (; i + 4 <= count; i += 4) dot_rows<4>(x + i * x_row, x_row, v, k, y + i);
  for (; i < count; ++i) dot_rows<1>(x + i * x_row, x_row, v, k, y + i);
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

/// y = the sum of k columns of x, each times its element of v; columns lie `step` apart.
inline void sum_columns(const float* x, std::int64_t step, std::int64_t count, const float* v,
                        std::int64_t k, float* y) {
  for (std::int64_t i = 0; i < count; ++i) y[i] = 0;
  std::int64_t p = 0;
  for (; p + 8 <= k; p += 8) add_columns<8>(x + p * step, step, v + p, count, y);
  for (; p < k; ++p) add_columns<1>(x + p * step, step, v + p, count, y);
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
