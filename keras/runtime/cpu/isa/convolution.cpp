// Convolutions as products of matrices: the windows of the image are copied tile by tile, never as
// a whole, and multiplied by the blocks of gemm.cpp.
#include "keras/runtime/cpu/isa/gemm_blocks.hpp"
#include "keras/runtime/cpu/isa/gemm_packing.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/matrix_vector.hpp"
#include "keras/runtime/cpu/isa/windows.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t enough_tiles = 32;  // for many threads
/// Up to so many outputs are computed one by one: a panel would be mostly empty.
constexpr std::int64_t narrow_cols = 4;
/// Weights are read where they lie unless their rows are so far apart that they take each other's
/// places in the cache; copies of them are worth it then if there are many windows.
constexpr std::int64_t far_apart = 512;

/// The tiles of a product of m x k by k x n.
struct TilePlan {
  std::int64_t rows = convolution_rows, cols = convolution_cols;
  std::int64_t row_tiles = 1, col_tiles = 1;
  std::int64_t depth = 1;  // of a slice of k

  TilePlan(std::int64_t m, std::int64_t n, std::int64_t k, std::int64_t enough) {
    cols = smallest(cols, parts(n, panel) * panel);
    while (tiles(m, n) < enough && rows > 24) rows /= 2;
    while (tiles(m, n) < enough && cols > 2 * panel) cols = parts(cols / 2, panel) * panel;
    row_tiles = parts(m, rows);
    col_tiles = parts(n, cols);
    rows = parts(parts(m, row_tiles), block_rows) * block_rows;  // nearly equal tiles
    rows = smallest(rows, convolution_rows);
    row_tiles = parts(m, rows);
    depth = largest(1, parts(k, largest(1, parts(k, convolution_depth))));
  }
  std::int64_t tiles(std::int64_t m, std::int64_t n) const {
    return parts(m, rows) * parts(n, cols);
  }
};

struct TilePart {
  std::int64_t row, rows, col, cols;
};

TilePart part_of(const TilePlan& plan, std::int64_t m, std::int64_t n, std::int64_t tile) {
  const auto row = tile % plan.row_tiles * plan.rows, col = tile / plan.row_tiles * plan.cols;
  return {row, smallest(plan.rows, m - row), col, smallest(plan.cols, n - col)};
}

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
void multiply_strips(Block block, std::int64_t rows, std::int64_t cols) {
  const auto strips = parts(rows, block_rows);
  const auto *a = block.a, *start = block.start;
  auto* y = block.y;
  for (std::int64_t i = 0; i < strips; ++i) {
    const auto row = rows * i / strips, count = rows * (i + 1) / strips - row;
    block.a = a + row * block.a_row;
    block.start = start == nullptr ? nullptr : start + row * block.start_row;
    block.y = y + row * block.y_row;
    if (cols == panel) {
      multiply_rows(block, count);
    } else {
      multiply_edge(block, count, cols);
    }
  }
}

/// The entries [from, from + count) of the panel of w that begins at `column`.
void pack_weights(const Convolution& s, std::int64_t from, std::int64_t count, std::int64_t column,
                  std::int64_t cols, float* y) {
  if (cols < panel) clear_floats(count * panel, y);
  const auto channels = s.windows.channels;
  const auto &b = s.windows.axes[1], &c = s.windows.axes[2];
  auto tap = from / channels, channel = from % channels;
  for (std::int64_t done = 0; done < count; ++tap, channel = 0) {
    const auto rows = smallest(channels - channel, count - done);
    const auto* w = s.w + tap / (b.taps * c.taps) * s.w_taps[0] +
                    tap / c.taps % b.taps * s.w_taps[1] + tap % c.taps * s.w_taps[2];
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

/// `rows` gathered windows by `cols` columns of weights, whose panel is `packed`, into the columns
/// of y, or added to them. `memory` is for the columns.
void multiply_narrow(const float* a, std::int64_t rows, std::int64_t depth, const float* packed,
                     std::int64_t cols, bool add, float* y, std::int64_t y_row, float* memory) {
  transpose(packed, panel, memory, depth, cols, depth);
  float results[convolution_rows];
  for (std::int64_t j = 0; j < cols; ++j) {
    dots(a, depth, rows, memory + j * depth, depth, results);
    for (std::int64_t r = 0; r < rows; ++r)
      y[r * y_row + j] = add ? y[r * y_row + j] + results[r] : results[r];
  }
}

/// The gradient of `cols` columns of weights, `rows` entries long, by `depth` gathered windows.
void sum_narrow(const float* a, std::int64_t rows, std::int64_t depth, const float* y,
                std::int64_t y_row, std::int64_t cols, bool add, float* w, std::int64_t w_row) {
  float column[convolution_depth], results[convolution_rows];
  for (std::int64_t j = 0; j < cols; ++j) {
    for (std::int64_t p = 0; p < depth; ++p) column[p] = y[p * y_row + j];
    sum_columns(a, rows, rows, column, depth, results);
    for (std::int64_t e = 0; e < rows; ++e)
      w[e * w_row + j] = add ? w[e * w_row + j] + results[e] : results[e];
  }
}

/// Whether the windows lie side by side in y.
bool is_dense(const Convolution& s) {
  const auto& axes = s.windows.axes;
  return s.y_axes[1] == s.y_axes[2] * axes[2].windows &&
         s.y_axes[0] == s.y_axes[1] * axes[1].windows && s.y_batch == s.y_axes[0] * axes[0].windows;
}

/// Copies the rows of a tile, panel after panel, to where the windows lie.
void scatter_rows(const Convolution& s, const TilePart& part, const float* tile) {
  auto place = place_of(s.windows, part.row);
  for (std::int64_t r = 0; r < part.rows; ++r, advance(s.windows, place)) {
    auto* y = s.y + place.image * s.y_batch + place.at[0] * s.y_axes[0] +
              place.at[1] * s.y_axes[1] + place.at[2] * s.y_axes[2] + part.col;
    for (std::int64_t col = 0; col < part.cols; col += panel)
      copy_floats(tile + col * part.rows + r * panel, smallest(panel, part.cols - col), y + col);
  }
}

TilePlan plan_of(const Convolution& s) {
  return {s.windows.batch * windows_of_image(s.windows), s.outputs, entries_of(s.windows),
          enough_tiles};
}

/// Whether the entries of the weights lie in order, `w_row` apart.
bool has_dense_weights(const Convolution& s) {
  const auto& axes = s.windows.axes;
  return !s.w_transposed && s.w_taps[2] == s.windows.channels * s.w_row &&
         s.w_taps[1] == axes[2].taps * s.w_taps[2] && s.w_taps[0] == axes[1].taps * s.w_taps[1];
}

/// The caller sees to it that there are enough tiles, by parts of the sum.
TilePlan plan_of(const ConvolutionGradient& s) {
  return {entries_of(s.windows), s.outputs, s.count, 1};
}

}  // namespace

std::int64_t conv_tiles(const Convolution& s) {
  if (s.windows.batch * windows_of_image(s.windows) * s.outputs == 0) return 0;
  const auto plan = plan_of(s);
  return plan.row_tiles * plan.col_tiles;
}

void conv_tile(const Convolution& s, std::int64_t tile, void* memory) {
  const auto plan = plan_of(s);
  const auto entries = entries_of(s.windows);
  const auto part = part_of(plan, s.windows.batch * windows_of_image(s.windows), s.outputs, tile);
  const TileScratch scratch(memory);
  const bool dense = is_dense(s);
  const bool in_place = has_dense_weights(s) && (plan.row_tiles == 1 || s.w_row < far_apart);
  for (std::int64_t from = 0; from < entries; from += plan.depth) {
    const auto depth = smallest(plan.depth, entries - from);
    Gather(s.windows, from, depth).rows(part.row, part.rows, scratch.a);
    if (part.cols <= narrow_cols) {
      pack_weights(s, from, depth, part.col, part.cols, scratch.b);
      multiply_narrow(scratch.a, part.rows, depth, scratch.b, part.cols, from > 0,
                      dense ? s.y + part.row * s.y_axes[2] + part.col : scratch.y,
                      dense ? s.y_axes[2] : panel, scratch.y + convolution_rows * panel);
      continue;
    }
    for (std::int64_t col = 0; col < part.cols; col += panel) {
      const auto cols = smallest(panel, part.cols - col);
      Block block = {.k = depth, .a = scratch.a, .a_row = depth, .a_col = 1};
      if (in_place && cols == panel) {
        block.b = s.w + from * s.w_row + part.col + col, block.b_row = s.w_row;
      } else {
        pack_weights(s, from, depth, part.col + col, cols, scratch.b);
        block.b = scratch.b, block.b_row = panel;
      }
      block.y = dense ? s.y + part.row * s.y_axes[2] + part.col + col : scratch.y + col * part.rows;
      block.y_row = dense ? s.y_axes[2] : panel;
      if (from > 0) block.start = block.y, block.start_row = block.y_row;
      multiply_strips(block, part.rows, dense ? cols : panel);
    }
  }
  if (entries == 0) clear_floats(part.rows * parts(part.cols, panel) * panel, scratch.y);
  if (!dense || entries == 0) scatter_rows(s, part, scratch.y);
}

std::int64_t conv_gradient_tiles(const ConvolutionGradient& s) {
  if (entries_of(s.windows) * s.outputs == 0) return 0;
  const auto plan = plan_of(s);
  return plan.row_tiles * plan.col_tiles;
}

void conv_gradient_tile(const ConvolutionGradient& s, std::int64_t tile, void* memory) {
  const auto plan = plan_of(s);
  const auto part = part_of(plan, entries_of(s.windows), s.outputs, tile);
  const TileScratch scratch(memory);
  const Gather gather(s.windows, part.row, part.rows);
  for (std::int64_t from = 0; from < s.count; from += plan.depth) {
    const auto depth = smallest(plan.depth, s.count - from);
    gather.rows(s.first + from, depth, scratch.a);
    if (part.cols <= narrow_cols) {
      sum_narrow(scratch.a, part.rows, depth, s.y + (s.first + from) * s.y_pixel + part.col,
                 s.y_pixel, part.cols, from > 0, s.w + part.row * s.w_row + part.col, s.w_row);
      continue;
    }
    for (std::int64_t col = 0; col < part.cols; col += panel) {
      const auto cols = smallest(panel, part.cols - col);
      if (cols < panel) clear_floats(depth * panel, scratch.b);
      const auto* y = s.y + (s.first + from) * s.y_pixel + part.col + col;
      for (std::int64_t p = 0; p < depth; ++p, y += s.y_pixel)
        copy_floats(y, cols, scratch.b + p * panel);
      Block block = {.k = depth, .a = scratch.a, .a_row = 1, .a_col = part.rows};
      block.b = scratch.b, block.b_row = panel;
      block.y = s.w + part.row * s.w_row + part.col + col;
      block.y_row = s.w_row;
      if (from > 0) block.start = block.y, block.start_row = block.y_row;
      multiply_strips(block, part.rows, cols);
    }
  }
}

}  // namespace keras::runtime::KERAS_ISA
