#include "keras/runtime/cpu/isa/float_math.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// A NaN is passed over: the sum of the exponentials will be one.
float largest(const float* x, std::int64_t n) {
  float most = -__builtin_inff();
#pragma omp simd reduction(max : most)
  for (std::int64_t i = 0; i < n; ++i) most = x[i] > most ? x[i] : most;
  return most;
}

/// y = exp(x - shift); returns the sum.
float exponentials(const float* x, float shift, float* y, std::int64_t n) {
  float sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < n; ++i) {
    const float e = exp(x[i] - shift);
    y[i] = e;
    sum += e;
  }
  return sum;
}

}  // namespace

void softmax_rows(const float* x, float* y, std::int64_t rows, std::int64_t n) {
  for (std::int64_t r = 0; r < rows; ++r, x += n, y += n) {
    const float share = 1 / exponentials(x, largest(x, n), y, n);
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) y[i] *= share;
  }
}

void softmax_gradient_rows(const float* y, const float* dy, float* dx, std::int64_t rows,
                           std::int64_t n) {
  for (std::int64_t r = 0; r < rows; ++r, y += n, dy += n, dx += n) {
    float mean = 0;
#pragma omp simd reduction(+ : mean)
    for (std::int64_t i = 0; i < n; ++i) mean += y[i] * dy[i];
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) dx[i] = y[i] * (dy[i] - mean);
  }
}

}  // namespace keras::runtime::KERAS_ISA
