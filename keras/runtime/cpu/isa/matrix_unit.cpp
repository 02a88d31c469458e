// A tile of y is walked in slices of k. Of each slice the parts of a and b are copied into blocks
// of 16 x 16 pairs, which is what a register of the unit holds; 32 x 32 sums stay in four
// registers.
#include "keras/runtime/cpu/matrix_unit.hpp"

#if defined(__AVX512F__)
#include <immintrin.h>

#include "keras/runtime/cpu/isa/counts.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {

extern const MatrixUnit unit, unit_in_software;

namespace {

constexpr std::int64_t side = 16, both = 2 * side;  // rows of a block, and of the four in registers
constexpr std::int64_t block_items = side * both;   // bfloat16
constexpr std::int64_t longest_slice = 1024;        // of k
constexpr std::int64_t most_rows = 256, most_cols = 512, least_cols = 128;  // of a tile of y
constexpr std::int64_t rows_to_hand_over = 8;
static_assert(panel == both);

std::int64_t rounded(std::int64_t size) { return parts(size, both) * both; }

struct Plan {
  std::int64_t rows, cols, row_tiles, col_tiles, slices, depth;

  explicit Plan(const Gemm& gemm) {
    rows = rounded(parts(gemm.m, parts(gemm.m, most_rows)));
    row_tiles = parts(gemm.m, rows);
    cols = smallest(most_cols, rounded(gemm.n));
    while (cols > least_cols && row_tiles * parts(gemm.n, cols) < 2 * gemm.threads)
      cols = rounded(cols / 2);
    col_tiles = parts(gemm.n, cols);
    slices = parts(gemm.k, longest_slice);
    depth = rounded(parts(gemm.k, slices));
  }

  std::int64_t a_items() const { return rows * depth; }
  std::int64_t b_items() const { return both * depth; }
  std::int64_t bytes() const { return (a_items() + b_items()) * 2 + rows * cols * 4; }
};

/// The rows of a, or the columns of b: element p of the i-th is data[i * outer + p * inner].
struct Lines {
  const bfloat16* data;
  std::int64_t outer, inner, count, k;
};

using Pairs = __m512i;

/// y(j, i) = x(i, j) for 16 x 16 pairs.
void transpose(Pairs (&x)[side]) {
  Pairs y[side];
#pragma GCC unroll 8
  for (int i = 0; i < side; i += 2) {
    y[i] = _mm512_unpacklo_epi32(x[i], x[i + 1]);
    y[i + 1] = _mm512_unpackhi_epi32(x[i], x[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < side; i += 4) {
    x[i] = _mm512_unpacklo_epi64(y[i], y[i + 2]);
    x[i + 1] = _mm512_unpackhi_epi64(y[i], y[i + 2]);
    x[i + 2] = _mm512_unpacklo_epi64(y[i + 1], y[i + 3]);
    x[i + 3] = _mm512_unpackhi_epi64(y[i + 1], y[i + 3]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 4; ++i) {
    const auto low = _mm512_shuffle_i32x4(x[i], x[i + 4], 0x88),
               high = _mm512_shuffle_i32x4(x[i], x[i + 4], 0xdd),
               low_8 = _mm512_shuffle_i32x4(x[i + 8], x[i + 12], 0x88),
               high_8 = _mm512_shuffle_i32x4(x[i + 8], x[i + 12], 0xdd);
    y[i] = _mm512_shuffle_i32x4(low, low_8, 0x88);
    y[i + 8] = _mm512_shuffle_i32x4(low, low_8, 0xdd);
    y[i + 4] = _mm512_shuffle_i32x4(high, high_8, 0x88);
    y[i + 12] = _mm512_shuffle_i32x4(high, high_8, 0xdd);
  }
  for (int i = 0; i < side; ++i) x[i] = y[i];
}

/// 16 bfloat16 as the lower halves of pairs, zeros from `count` on.
Pairs wide(const bfloat16* x, std::int64_t count) {
  if (count <= 0) return _mm512_setzero_si512();
  const auto mask = static_cast<__mmask16>(count >= side ? 0xFFFF : (1 << count) - 1);
  return _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, x));
}

/// The lines [i, i + 16) at [p, p + 32), zeros where there are none: one line in each register if
/// its elements lie side by side, else one pair of each line.
void load(const Lines& x, std::int64_t i, std::int64_t p, Pairs (&y)[side]) {
  const auto lines = x.count - i, items = x.k - p;
  const auto* from = x.data + i * x.outer + p * x.inner;
  if (x.inner == 1) {
    const auto mask = static_cast<__mmask32>(items >= both ? 0xFFFFFFFF : (1u << items) - 1);
    for (std::int64_t r = 0; r < side; ++r)
      y[r] =
          r < lines ? _mm512_maskz_loadu_epi16(mask, from + r * x.outer) : _mm512_setzero_si512();
    return;
  }
  for (std::int64_t r = 0; r < side; ++r) {
    const auto* pair = from + 2 * r * x.inner;
    const auto low = wide(pair, 2 * r < items ? lines : 0),
               high = wide(pair + x.inner, 2 * r + 1 < items ? lines : 0);
    y[r] = _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
  }
}

/// Copies the lines [i, i + 16) at [p, p + 32) into a block: a line or a pair of all lines in a
/// row.
void copy_block(const Lines& x, std::int64_t i, std::int64_t p, bool line_in_row, bfloat16* y) {
  Pairs pairs[side];
  load(x, i, p, pairs);
  if ((x.inner == 1) != line_in_row) transpose(pairs);
  for (std::int64_t r = 0; r < side; ++r) _mm512_storeu_si512(y + r * both, pairs[r]);
}

/// Blocks of `count` lines, two by two along k.
void copy_lines(const Lines& x, std::int64_t i, std::int64_t count, std::int64_t from,
                std::int64_t depth, bool line_in_row, bfloat16* y) {
  for (std::int64_t at = i; at < i + count; at += both) {
    for (std::int64_t p = from; p < from + depth; p += both) {
      for (const auto half : {std::int64_t{0}, side}) {
        copy_block(x, at + half, p, line_in_row, y);
        y += block_items;
      }
    }
  }
}

/// y (32 x 32, rows `stride` apart) = the sums over `steps` blocks, added to y if it has been
/// begun.
using Multiply = void (*)(const bfloat16* a, const bfloat16* b, std::int64_t steps, float* y,
                          std::int64_t stride, bool begun);

[[gnu::target("amx-tile,amx-bf16")]] void multiply_in_unit(const bfloat16* a, const bfloat16* b,
                                                           std::int64_t steps, float* y,
                                                           std::int64_t stride, bool begun) {
  constexpr int row = 64;  // bytes
  const auto bytes = stride * static_cast<std::int64_t>(sizeof(float));
  auto* lower = y + side * stride;
  asm volatile("" ::: "memory");  // the compiler does not know that the loads of the unit read
  if (begun) {
    _tile_loadd(0, y, bytes);
    _tile_loadd(1, y + side, bytes);
    _tile_loadd(2, lower, bytes);
    _tile_loadd(3, lower + side, bytes);
  } else {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  }
  for (std::int64_t i = 0; i < steps; ++i, a += 2 * block_items, b += 2 * block_items) {
    _tile_loadd(4, a, row);
    _tile_loadd(6, b, row);
    _tile_dpbf16ps(0, 4, 6);
    _tile_loadd(7, b + block_items, row);
    _tile_dpbf16ps(1, 4, 7);
    _tile_loadd(5, a + block_items, row);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
  _tile_stored(0, y, bytes);
  _tile_stored(1, y + side, bytes);
  _tile_stored(2, lower, bytes);
  _tile_stored(3, lower + side, bytes);
}

float number(bfloat16 x) {
  return __builtin_bit_cast(float, static_cast<std::uint32_t>(x.bits) << 16);
}

void multiply_in_software(const bfloat16* a, const bfloat16* b, std::int64_t steps, float* y,
                          std::int64_t stride, bool begun) {
  for (std::int64_t i = 0; i < both; ++i) {
    for (std::int64_t j = 0; j < both; ++j) {
      float sum = begun ? y[i * stride + j] : 0;
      const auto* x = a + i / side * block_items + i % side * both;
      const auto* z = b + j / side * block_items + j % side * 2;
      for (std::int64_t p = 0; p < steps * both; ++p) {
        const auto at = p / both * 2 * block_items, inside = p % both;
        sum += number(x[at + inside]) * number(z[at + inside / 2 * both + inside % 2]);
      }
      y[i * stride + j] = sum;
    }
  }
}

class Tiler {
 public:
  Tiler(const Gemm& gemm, const bfloat16* a, const bfloat16* b, void* scratch)
      : gemm_(gemm),
        plan_(gemm),
        a_{a, gemm.a_row, gemm.a_col, gemm.m, gemm.k},
        b_{b, gemm.b_transposed ? gemm.b_row : 1, gemm.b_transposed ? 1 : gemm.b_row, gemm.n,
           gemm.k},
        a_copy_(static_cast<bfloat16*>(scratch)),
        b_copy_(a_copy_ + plan_.a_items()),
        y_copy_(reinterpret_cast<float*>(b_copy_ + plan_.b_items())) {}

  void tile(std::int64_t index, Multiply multiply) const {
    const auto row = index % plan_.row_tiles * plan_.rows;
    const auto col = index / plan_.row_tiles * plan_.cols;
    const auto rows = smallest(plan_.rows, gemm_.m - row),
               cols = smallest(plan_.cols, gemm_.n - col);
    for (std::int64_t from = 0; from < gemm_.k; from += plan_.depth) {
      const auto depth = smallest(plan_.depth, rounded(gemm_.k - from));
      copy_lines(a_, row, rows, from, depth, true, a_copy_);
      for (std::int64_t j = 0; j < cols; j += both) {
        copy_lines(b_, col + j, both, from, depth, false, b_copy_);
        for (std::int64_t i = 0; i < rows; i += both)
          multiply(a_copy_ + i * depth, b_copy_, depth / both, y_copy_ + i * plan_.cols + j,
                   plan_.cols, from > 0);
      }
    }
    hand_over(row, rows, col, cols);
  }

 private:
  void hand_over(std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t cols) const {
    const bool wide = gemm_.epilogue.store == nullptr ? !gemm_.y_panels : gemm_.epilogue.wide;
    const auto width = wide ? cols : panel;
    for (std::int64_t j = 0; j < cols; j += width) {
      for (std::int64_t i = 0; i < rows; i += rows_to_hand_over)
        store(y_copy_ + i * plan_.cols + j, row + i, smallest(rows_to_hand_over, rows - i), col + j,
              smallest(width, cols - j));
    }
  }

  void store(float* block, std::int64_t row, std::int64_t rows, std::int64_t col,
             std::int64_t cols) const {
    const auto& epilogue = gemm_.epilogue;
    if (epilogue.store != nullptr)
      return epilogue.store(epilogue.context, block, plan_.cols, rows, cols, row, col);
    auto* y = gemm_.y + (gemm_.y_panels ? col * gemm_.m + row * panel : row * gemm_.y_row + col);
    const auto count = gemm_.y_panels ? panel : cols, y_row = gemm_.y_panels ? panel : gemm_.y_row;
    for (std::int64_t i = 0; i < rows; ++i)
      for (std::int64_t j = 0; j < count; ++j) y[i * y_row + j] = block[i * plan_.cols + j];
  }

  const Gemm& gemm_;
  Plan plan_;
  Lines a_, b_;
  bfloat16* a_copy_;
  bfloat16* b_copy_;
  float* y_copy_;
};

std::int64_t tiles(const Gemm& gemm) {
  const Plan plan(gemm);
  return plan.row_tiles * plan.col_tiles;
}

std::int64_t scratch(const Gemm& gemm) { return Plan(gemm).bytes(); }

/// What the registers of the unit hold: all 16 rows of 64 bytes.
struct alignas(64) Shapes {
  std::uint8_t palette = 1, start = 0, reserved[14] = {};
  std::uint16_t row_bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
};

[[gnu::target("amx-tile")]] void tile_in_unit(const Gemm& gemm, const bfloat16* a,
                                              const bfloat16* b, std::int64_t index,
                                              void* scratch) {
  static constexpr Shapes shapes;
  _tile_loadconfig(&shapes);
  Tiler(gemm, a, b, scratch).tile(index, multiply_in_unit);
  _tile_release();
}

void tile_in_software(const Gemm& gemm, const bfloat16* a, const bfloat16* b, std::int64_t index,
                      void* scratch) {
  Tiler(gemm, a, b, scratch).tile(index, multiply_in_software);
}

}  // namespace

const MatrixUnit unit = {tiles, scratch, tile_in_unit};
const MatrixUnit unit_in_software = {tiles, scratch, tile_in_software};

}  // namespace keras::runtime::KERAS_ISA

#endif
