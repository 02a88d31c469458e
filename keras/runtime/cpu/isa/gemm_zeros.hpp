// The columns of a that hold only zeros for the rows of a strip.
//
// The edges of images, the words that no sample has and the units that a ReLU closed are zero
// together. Such a column times any finite row of b adds nothing, and the strip leaves it out.
#pragma once
#include <cstdint>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#include "keras/runtime/cpu/isa/counts.hpp"
#include "keras/runtime/cpu/isa/gemm_blocks.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Rows of a strip that leaves columns out: the fewer, the more columns are zero in all of them.
constexpr int sparse_rows = block_rows < 8 ? block_rows : 8;

/// Some rows of a in a slice of its columns.
struct Strip {
  const float* a = nullptr;
  std::int64_t rows = 0, k = 0;
  std::int64_t a_row = 0, a_col = 0;
};

constexpr std::uint32_t all_but_the_sign = 0x7FFFFFFF;

inline bool column_is_zero(const Strip& strip, std::int64_t p) {
  const auto* x = strip.a + p * strip.a_col;
  for (std::int64_t r = 0; r < strip.rows; ++r, x += strip.a_row) {
    if (*x != 0) return false;
  }
  return true;
}

/// Whether at least a quarter of some columns, spread over the rows and the slice, are zero.
inline bool seems_sparse(const Strip& all) {
  const auto samples = smallest(8, all.k / 8);
  if (samples == 0) return false;
  const auto rows = smallest(sparse_rows, all.rows);
  const auto row_step = (all.rows - rows) / samples, step = all.k / samples;
  std::int64_t zero = 0;
  for (std::int64_t i = 0; i < samples; ++i) {
    const Strip strip = {all.a + i * row_step * all.a_row, rows, all.k, all.a_row, all.a_col};
    zero += column_is_zero(strip, i * step + step / 2) ? 1 : 0;
  }
  return 4 * zero >= samples;
}

/// The other columns of up to `lanes` from p on, one after the other in memory, appended to
/// `steps`; how many. Writes `lanes` elements.
inline std::int64_t steps_along(const Strip& strip, std::int64_t p, std::int32_t* steps) {
  using Bits = Vector<std::uint32_t>;
  Bits bits = {};
  for (std::int64_t r = 0; r < strip.rows; ++r) {
    bits |= __builtin_bit_cast(Bits, load(strip.a + r * strip.a_row + p));
  }
  bits &= broadcast(all_but_the_sign);
  std::int64_t count = 0;
#if defined(__AVX512F__)
  const auto numbers =
      _mm512_add_epi32(_mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
                       _mm512_set1_epi32(static_cast<std::int32_t>(p)));
  const auto x = __builtin_bit_cast(__m512i, bits);
  const auto mask = _mm512_test_epi32_mask(x, x);
  _mm512_storeu_si512(steps, _mm512_maskz_compress_epi32(mask, numbers));
  count = __builtin_popcount(mask);
#else
  for (int i = 0; i < lanes<float>; ++i) {
    steps[count] = static_cast<std::int32_t>(p + i);
    count += bits[i] != 0;
  }
#endif
  return count;
}

/// Whether a column whose rows lie side by side holds anything but zeros.
struct PackedColumns {
  explicit PackedColumns(std::int64_t rows) : rows_(rows) {
#if defined(__AVX512F__)
    mask_ = static_cast<__mmask16>((1u << rows) - 1);
#elif defined(__AVX2__)
    for (int r = 0; r < 8; ++r) mask_[r] = r < rows ? -1 : 0;
#endif
  }
  [[gnu::always_inline]] bool visible(const float* x) const {
#if defined(__AVX512F__)
    const auto bits = _mm512_maskz_loadu_epi32(mask_, x);
    return _mm512_test_epi32_mask(bits, _mm512_set1_epi32(all_but_the_sign)) != 0;
#elif defined(__AVX2__)
    const auto bits =
        _mm256_maskload_epi32(reinterpret_cast<const int*>(x), __builtin_bit_cast(__m256i, mask_));
    return _mm256_testz_si256(bits, _mm256_set1_epi32(all_but_the_sign)) == 0;
#else
    std::uint32_t bits = 0;
    for (std::int64_t r = 0; r < rows_; ++r) bits |= __builtin_bit_cast(std::uint32_t, x[r]);
    return (bits & all_but_the_sign) != 0;
#endif
  }

 private:
  [[maybe_unused]] std::int64_t rows_;
#if defined(__AVX512F__)
  __mmask16 mask_;
#elif defined(__AVX2__)
  Vector<std::int32_t> mask_;
#endif
};

/// The numbers of the columns that hold anything but zeros, in order, to `steps`; how many.
/// `steps` has room for `lanes` more than k.
inline std::int64_t visible_columns(const Strip& strip, std::int32_t* steps) {
  std::int64_t count = 0, p = 0;
  if (strip.a_row == 1) {
    const PackedColumns columns(strip.rows);
    for (; p < strip.k; ++p) {
      steps[count] = static_cast<std::int32_t>(p);
      count += columns.visible(strip.a + p * strip.a_col) ? 1 : 0;
    }
    return count;
  }
  if (strip.a_col == 1) {
    for (; p + lanes<float> <= strip.k; p += lanes<float>) {
      count += steps_along(strip, p, steps + count);
    }
  }
  for (; p < strip.k; ++p) {
    steps[count] = static_cast<std::int32_t>(p);
    count += column_is_zero(strip, p) ? 0 : 1;
  }
  return count;
}

/// Whether k rows of a panel hold no infinity and no NaN: zero times those is not zero.
inline bool all_finite(const float* b, std::int64_t b_row, std::int64_t k) {
  constexpr int rows = 4;  // independent sums hide the latency
  Vector<float> sums[rows][panel_vectors] = {};
  const auto add_row = [&](auto& sum, std::int64_t p) {
#pragma GCC unroll 4
    for (int v = 0; v < panel_vectors; ++v) sum[v] += load(b + p * b_row + v * lanes<float>) * 0;
  };
  std::int64_t p = 0;
  for (; p + rows <= k; p += rows) {
#pragma GCC unroll 4
    for (int i = 0; i < rows; ++i) add_row(sums[i], p + i);
  }
  for (; p < k; ++p) add_row(sums[0], p);
  Vector<float> sum = {};
  for (const auto& row : sums) {
    for (const auto& part : row) sum += part;
  }
  float total = 0;
  for (int i = 0; i < lanes<float>; ++i) total += sum[i];
  return total == 0;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
