// Convolutions as products of matrices, by the blocks of gemm.cpp: of windows that are read where
// they lie, else of copies of them, made tile by tile and never as a whole.
#include "keras/runtime/cpu/isa/convolution_lines.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/matrix_vector.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t enough_tiles = 32;  // for many threads

/// The tiles of a product of m x k by k x n.
struct TilePlan {
  std::int64_t rows, cols = convolution_cols;
  std::int64_t row_tiles = 1, col_tiles = 1;
  std::int64_t depth = 1;  // of a slice of k

  /// `most_rows` of a tile.
  TilePlan(std::int64_t m, std::int64_t n, std::int64_t k, std::int64_t enough,
           std::int64_t most_rows = convolution_rows)
      : rows(most_rows) {
    cols = smallest(cols, parts(n, panel) * panel);
    while (tiles(m, n) < enough && rows > 24) rows /= 2;
    while (tiles(m, n) < enough && cols > 2 * panel) cols = parts(cols / 2, panel) * panel;
    row_tiles = parts(m, rows);
    col_tiles = parts(n, cols);
    rows = parts(parts(m, row_tiles), block_rows) * block_rows;  // nearly equal tiles
    rows = smallest(rows, most_rows);
    row_tiles = parts(m, rows);
    depth = largest(1, parts(k, largest(1, parts(k, convolution_depth))));
  }
  std::int64_t tiles(std::int64_t m, std::int64_t n) const {
    return parts(m, rows) * parts(n, cols);
  }
};

TilePart part_of(const TilePlan& plan, std::int64_t m, std::int64_t n, std::int64_t tile) {
  const auto row = tile % plan.row_tiles * plan.rows, col = tile / plan.row_tiles * plan.cols;
  return {row, smallest(plan.rows, m - row), col, smallest(plan.cols, n - col)};
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

TilePlan plan_of(const Convolution& s) {
  return {s.windows.batch * windows_of_image(s.windows), s.outputs, entries_of(s.windows),
          enough_tiles};
}

/// The weights are read where they lie unless their rows are so far apart that they take each
/// other's places in the cache; copies of them are worth it then if there are many windows.
bool are_near(const Convolution& s, std::int64_t row_tiles) {
  return !s.w_transposed && (row_tiles == 1 || s.w_row < far_apart);
}

/// Whether the entries of the weights lie in order, `w_row` apart.
bool has_dense_weights(const Convolution& s) {
  const auto& axes = s.windows.axes;
  return s.w_taps[2] == s.windows.channels * s.w_row && s.w_taps[1] == axes[2].taps * s.w_taps[2] &&
         s.w_taps[0] == axes[1].taps * s.w_taps[1];
}

/// The caller sees to it that there are enough tiles, by parts of the sum.
TilePlan plan_of(const ConvolutionGradient& s) {
  const auto cols = smallest(convolution_cols, parts(s.outputs, panel) * panel);
  const auto rows =
      LineGradientTile::works(s) ? LineGradientTile::most_entries(s, cols) : convolution_rows;
  return {entries_of(s.windows), s.outputs, s.count, 1, rows};
}

void multiply_lines(const Convolution& s, const TilePlan& plan, const LinePlan& lines,
                    std::int64_t tile, void* memory) {
  const auto windows = s.windows.axes[2].windows;
  const auto index = tile % lines.row_tiles, col = tile / lines.row_tiles * plan.cols;
  TilePart part = {index * lines.windows, lines.windows, col, smallest(plan.cols, s.outputs - col)};
  if (lines.pieces > 1) {
    const auto first = index % lines.pieces * lines.windows;
    part.row = index / lines.pieces * windows + first;
    part.rows = smallest(lines.windows, windows - first);
  } else {
    part.rows = smallest(part.rows, lines_of(s.windows) * windows - part.row);
  }
  const bool whole_panels = s.outputs % panel == 0 || s.outputs == lanes<float>;
  LineTile(s, lines, part, memory, are_near(s, lines.row_tiles) && whole_panels).multiply();
  if (!is_dense(s)) scatter_rows(s, part, TileScratch(memory).y);
}

void multiply_copies(const Convolution& s, const TilePlan& plan, std::int64_t tile, void* memory) {
  const auto entries = entries_of(s.windows);
  const auto part = part_of(plan, s.windows.batch * windows_of_image(s.windows), s.outputs, tile);
  const TileScratch scratch(memory);
  const bool dense = is_dense(s), near = are_near(s, plan.row_tiles) && has_dense_weights(s);
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
      if (near && cols == panel) {
        block.b = s.w + from * s.w_row + part.col + col, block.b_row = s.w_row;
      } else {
        pack_weights(s, from, depth, part.col + col, cols, scratch.b);
        block.b = scratch.b, block.b_row = panel;
      }
      set_result(s, part, col, scratch.y, block);
      if (from > 0) block.start = block.y, block.start_row = block.y_row;
      multiply_strips(block, part.rows, result_cols(s, cols));
    }
  }
  if (entries == 0) clear_floats(part.rows * parts(part.cols, panel) * panel, scratch.y);
  if (!dense || entries == 0) scatter_rows(s, part, scratch.y);
}

void add_copies(const ConvolutionGradient& s, const TilePart& part, std::int64_t from,
                std::int64_t count, void* memory) {
  const TileScratch scratch(memory);
  Gather(s.windows, part.row, part.rows).rows(s.first + from, count, scratch.a);
  if (part.cols <= narrow_cols) {
    return sum_narrow(scratch.a, part.rows, count, s.y + (s.first + from) * s.y_pixel + part.col,
                      s.y_pixel, part.cols, from > 0, s.w + part.row * s.w_row + part.col, s.w_row);
  }
  for (std::int64_t col = 0; col < part.cols; col += panel) {
    const auto cols = smallest(panel, part.cols - col);
    pack_outputs(s, s.first + from, count, part.col + col, cols, scratch.b);
    Block block = {.k = count, .a = scratch.a, .a_row = 1, .a_col = part.rows};
    block.b = scratch.b, block.b_row = panel;
    block.y = s.w + part.row * s.w_row + part.col + col, block.y_row = s.w_row;
    if (from > 0) block.start = block.y, block.start_row = block.y_row;
    multiply_strips(block, part.rows, cols);
  }
}

}  // namespace

std::int64_t conv_tiles(const Convolution& s) {
  if (s.windows.batch * windows_of_image(s.windows) * s.outputs == 0) return 0;
  const auto plan = plan_of(s);
  const LinePlan lines(s, plan.rows);
  return (lines.works ? lines.row_tiles : plan.row_tiles) * plan.col_tiles;
}

void conv_tile(const Convolution& s, std::int64_t tile, void* memory) {
  const auto plan = plan_of(s);
  const LinePlan lines(s, plan.rows);
  lines.works ? multiply_lines(s, plan, lines, tile, memory)
              : multiply_copies(s, plan, tile, memory);
}

std::int64_t conv_gradient_tiles(const ConvolutionGradient& s) {
  if (entries_of(s.windows) * s.outputs == 0) return 0;
  const auto plan = plan_of(s);
  return plan.row_tiles * plan.col_tiles;
}

void conv_gradient_tile(const ConvolutionGradient& s, std::int64_t tile, void* memory) {
  const auto plan = plan_of(s);
  const auto part = part_of(plan, entries_of(s.windows), s.outputs, tile);
  const bool lines = LineGradientTile::works(s);
  LineGradientTile line_tile(s, part, memory);
  for (std::int64_t from = 0; from < s.count; from += plan.depth) {
    const auto count = smallest(plan.depth, s.count - from);
    lines ? line_tile.multiply(from, count) : add_copies(s, part, from, count, memory);
  }
}

}  // namespace keras::runtime::KERAS_ISA
