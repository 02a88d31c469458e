// What all ways to convolve share: the tiles, their memory, weights in panels, and strips of rows.
#pragma once
#include "keras/runtime/cpu/isa/gemm_blocks.hpp"
#include "keras/runtime/cpu/isa/gemm_packing.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/strips.hpp"
#include "keras/runtime/cpu/isa/windows.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Rows of memory so far apart may take each other's places in the cache.
constexpr std::int64_t far_apart = 512;

/// Some windows, or entries of them, by some outputs.
struct TilePart {
  std::int64_t row, rows, col, cols;
};

/// The memory of a thread, cut up.
struct TileScratch {
  float *a, *b, *y;
  explicit TileScratch(void* scratch)
      : a(static_cast<float*>(scratch)),
        b(a + convolution_rows * convolution_depth),
        y(b + convolution_depth * panel) {}
};

/// Multiplies `rows` rows of a by one panel of b: strips of nearly equal height. `cols` columns of
/// y exist.
inline void multiply_strips(Block block, std::int64_t rows, std::int64_t cols) {
  const Strips strips(rows, block_rows);
  block.narrow = cols == lanes<float>;
  const auto *a = block.a, *start = block.start;
  auto* y = block.y;
  for (std::int64_t i = 0; i < strips.count; ++i) {
    const auto row = strips.start(i), count = strips.rows(i);
    if (block.runs != nullptr) {
      block.run_shift = row * block.a_row;
    } else {
      block.a = a + row * block.a_row;
    }
    block.start = start == nullptr ? nullptr : start + row * block.start_row;
    block.y = y + row * block.y_row;
    if (cols == panel || block.narrow) {
      multiply_rows(block, count);
    } else {
      multiply_edge(block, count, cols);
    }
  }
}

/// Where the weights of a tap begin.
inline const float* weights_of_tap(const Convolution& s, std::int64_t tap) {
  const auto &b = s.windows.axes[1], &c = s.windows.axes[2];
  return s.w + tap / (b.taps * c.taps) * s.w_taps[0] + tap / c.taps % b.taps * s.w_taps[1] +
         tap % c.taps * s.w_taps[2];
}

/// The entries [from, from + count) of the panel of w that begins at `column`.
inline void pack_weights(const Convolution& s, std::int64_t from, std::int64_t count,
                         std::int64_t column, std::int64_t cols, float* y) {
  if (cols < panel) clear_floats(count * panel, y);
  const auto channels = s.windows.channels;
  auto tap = from / channels, channel = from % channels;
  for (std::int64_t done = 0; done < count; ++tap, channel = 0) {
    const auto rows = smallest(channels - channel, count - done);
    const auto* w = weights_of_tap(s, tap);
    if (s.w_transposed) {
      transpose(w + column * s.w_row + channel, s.w_row, y, panel, rows, cols);
    } else {
      for (std::int64_t p = 0; p < rows; ++p)
        copy_floats(w + (channel + p) * s.w_row + column, cols, y + p * panel);
    }
    done += rows;
    y += rows * panel;
  }
}

/// The panel of y that begins at `column`, for `count` windows from `first` on.
inline void pack_outputs(const ConvolutionGradient& s, std::int64_t first, std::int64_t count,
                         std::int64_t column, std::int64_t cols, float* to) {
  if (cols < panel) clear_floats(count * panel, to);
  const auto* y = s.y + first * s.y_pixel + column;
  for (std::int64_t p = 0; p < count; ++p, y += s.y_pixel) copy_floats(y, cols, to + p * panel);
}

/// Whether the windows lie side by side in y.
inline bool is_dense(const Convolution& s) {
  const auto& axes = s.windows.axes;
  return s.y_axes[1] == s.y_axes[2] * axes[2].windows &&
         s.y_axes[0] == s.y_axes[1] * axes[1].windows && s.y_batch == s.y_axes[0] * axes[0].windows;
}

/// Where a tile puts the panel of y that begins at its column `col`: in y itself, or in memory of
/// the tile.
inline void set_result(const Convolution& s, const TilePart& part, std::int64_t col, float* memory,
                       Block& block) {
  const bool dense = is_dense(s);
  block.y = dense ? s.y + part.row * s.y_axes[2] + part.col + col : memory + col * part.rows;
  block.y_row = dense ? s.y_axes[2] : panel;
}

/// The columns of that place that a panel of `cols` columns may write.
inline std::int64_t result_cols(const Convolution& s, std::int64_t cols) {
  return is_dense(s) ? cols : cols <= lanes<float> ? lanes<float> : panel;
}

/// Copies the rows of a tile, panel after panel, to where the windows lie.
inline void scatter_rows(const Convolution& s, const TilePart& part, const float* tile) {
  auto place = place_of(s.windows, part.row);
  for (std::int64_t r = 0; r < part.rows; ++r, advance(s.windows, place)) {
    auto* y = s.y + place.image * s.y_batch + place.at[0] * s.y_axes[0] +
              place.at[1] * s.y_axes[1] + place.at[2] * s.y_axes[2] + part.col;
    for (std::int64_t col = 0; col < part.cols; col += panel)
      copy_floats(tile + col * part.rows + r * panel, smallest(panel, part.cols - col), y + col);
  }
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
