// The products that stay in registers: a few rows by one panel.
#pragma once
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr int panel_vectors = static_cast<int>(panel) / lanes<float>;

// Rows whose sums fit in the registers beside a row of b and an element of a: 16 registers of SSE
// and AVX, 32 of AVX-512 and NEON.
#if defined(__AVX512F__)
constexpr int block_rows = 14;
#elif defined(__AVX__) || defined(__aarch64__)
constexpr int block_rows = 6;
#else
constexpr int block_rows = 3;
#endif

/// Columns of a and rows of b that follow each other.
struct Run {
  const float* a;  // of the first row
  std::int64_t b;  // floats from the b of the block
  std::int64_t k;
};

/// y = alpha * (a · b) + start + bias, rows x panel.
struct Block {
  std::int64_t k = 0;
  const float* a = nullptr;
  std::int64_t a_row = 0, a_col = 0;
  const float* b = nullptr;
  std::int64_t b_row = 0;
  const float* start = nullptr;  // nullptr: nothing
  std::int64_t start_row = 0;
  const float* bias = nullptr;  // nullptr: nothing
  float alpha = 1;
  float* y = nullptr;
  std::int64_t y_row = 0;
  // Which columns of a and rows of b: the first k, those that `steps` lists, or the k runs, each
  // `run_shift` floats on in a.
  const std::int32_t* steps = nullptr;
  const Run* runs = nullptr;
  std::int64_t run_shift = 0;
  bool narrow = false;  // only the first vector of the panel
};

enum class Walk : std::uint8_t { all, listed, runs };

template <int Rows, Walk walk, int Vectors = panel_vectors>
void multiply_block(const Block& block) {
  constexpr int depth = Rows == 1 ? 4 : Rows == 2 ? 2 : 1;  // independent sums hide the latency
  Vector<float> sums[depth][Rows][Vectors] = {};
  const auto a_row = block.a_row, a_col = block.a_col, b_row = block.b_row;
  const auto add_run = [&](const float* first, const float* b, std::int64_t k) {
    const float* a[(Rows + 2) / 3];  // every third row; the others lie one or two strides on
    for (int r = 0; r < Rows; r += 3) a[r / 3] = first + r * a_row;
    const std::int32_t* steps = block.steps;
    const auto add_column = [&](auto& sum) {
      const std::int64_t step = walk == Walk::listed ? *steps++ : 0, at = step * a_col;
      Vector<float> row[Vectors];
#pragma GCC unroll 4
      for (int v = 0; v < Vectors; ++v) row[v] = load(b + step * b_row + v * lanes<float>);
#pragma GCC unroll 14
      for (int r = 0; r < Rows; ++r) {
        const auto x = broadcast(a[r / 3][at + r % 3 * a_row]);
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v) sum[r][v] += x * row[v];
      }
      if constexpr (walk != Walk::listed) {
#pragma GCC unroll 5
        for (int i = 0; i < (Rows + 2) / 3; ++i) a[i] += a_col;
        b += b_row;
      }
    };
    for (; k >= depth; k -= depth) {
#pragma GCC unroll 4
      for (int d = 0; d < depth; ++d) add_column(sums[d]);
    }
    for (; k > 0; --k) add_column(sums[0]);
  };
  if constexpr (walk == Walk::runs) {
    for (const auto* run = block.runs; run < block.runs + block.k; ++run)
      add_run(run->a + block.run_shift, block.b + run->b, run->k);
  } else {
    add_run(block.a, block.b, block.k);
  }
#pragma GCC unroll 14
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int v = 0; v < Vectors; ++v) {
      auto sum = sums[0][r][v];
#pragma GCC unroll 4
      for (int d = 1; d < depth; ++d) sum += sums[d][r][v];
      Vector<float> y = {};
      const auto at = v * lanes<float>;
      if (block.start != nullptr) y = load(block.start + r * block.start_row + at);
      if (block.bias != nullptr) y += load(block.bias + at);
      store(block.y + r * block.y_row + at, y + rounded(broadcast(block.alpha) * sum));
    }
  }
}

using BlockLoop = void (*)(const Block&);

template <int... Row>
struct BlockLoops {
  BlockLoop all[sizeof...(Row) + 1] = {nullptr, multiply_block<Row, Walk::all>...};
  BlockLoop listed[sizeof...(Row) + 1] = {nullptr, multiply_block<Row, Walk::listed>...};
  BlockLoop runs[sizeof...(Row) + 1] = {nullptr, multiply_block<Row, Walk::runs>...};
  BlockLoop narrow_all[sizeof...(Row) + 1] = {nullptr, multiply_block<Row, Walk::all, 1>...};
  BlockLoop narrow_runs[sizeof...(Row) + 1] = {nullptr, multiply_block<Row, Walk::runs, 1>...};
};

#if defined(__AVX512F__)
constexpr BlockLoops<1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14> block_loops;
#elif defined(__AVX__) || defined(__aarch64__)
constexpr BlockLoops<1, 2, 3, 4, 5, 6> block_loops;
#else
constexpr BlockLoops<1, 2, 3> block_loops;
#endif

inline void multiply_rows(const Block& block, std::int64_t rows) {
  const auto& loops = block.steps != nullptr ? block_loops.listed
                      : block.runs != nullptr
                          ? block.narrow ? block_loops.narrow_runs : block_loops.runs
                      : block.narrow ? block_loops.narrow_all
                                     : block_loops.all;
  loops[rows](block);
}

/// The same where only `cols` columns of start and y exist.
void multiply_edge(Block block, std::int64_t rows, std::int64_t cols) {
  alignas(64) float edge[block_rows * panel] = {};
  auto* const y = block.y;
  const auto y_row = block.y_row;
  if (block.start != nullptr) {
    for (std::int64_t r = 0; r < rows; ++r) {
      for (std::int64_t j = 0; j < cols; ++j) {
        edge[r * panel + j] = block.start[r * block.start_row + j];
      }
    }
    block.start = edge;
    block.start_row = panel;
  }
  block.y = edge;
  block.y_row = panel;
  block.narrow = cols <= lanes<float>;
  multiply_rows(block, rows);
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t j = 0; j < cols; ++j) y[r * y_row + j] = edge[r * panel + j];
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
