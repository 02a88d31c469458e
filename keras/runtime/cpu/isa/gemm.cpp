// Matrix products: the plan of the tiles and the work of one.
//
// A tile is some rows by some panels of y. It walks k in slices; in each it multiplies strips of
// rows with the slice of one panel of b, which stays in the first-level cache. The tiles of large
// products copy the slices of all their panels, and of a where its rows do not lie side by side;
// both stay in the second-level cache. Where columns of a seem to be zero, the strips leave them
// out.
#include "keras/runtime/cpu/isa/counts.hpp"
#include "keras/runtime/cpu/isa/gemm_blocks.hpp"
#include "keras/runtime/cpu/isa/gemm_packing.hpp"
#include "keras/runtime/cpu/isa/gemm_vector.hpp"
#include "keras/runtime/cpu/isa/gemm_zeros.hpp"
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/strips.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr std::int64_t slice = 320;           // rows of b in the first-level cache
constexpr std::int64_t least_work = 1 << 14;  // multiplications worth a tile of their own
constexpr std::int64_t least_read = 1 << 16;  // the same where b is read for a few rows only
constexpr std::int64_t usual_work = 1 << 17;  // multiplications of a tile of a middle product
constexpr std::int64_t usual_rows = 8 * block_rows;  // of such a tile: each reads b anew
constexpr std::int64_t least_large_rows = 8 * block_rows, least_large_panels = 4;
constexpr std::int64_t least_large_work = 1 << 24;  // multiplications
constexpr std::int64_t epilogue_rows = 60;
constexpr std::int64_t whole_tile_rows = 4 * block_rows, most_whole_panels = 8;
constexpr std::int64_t least_listed_rows = 3;  // they share the test of b for infinities
constexpr std::int64_t least_listed_columns = 16;
constexpr std::int64_t listed_panels = 2;  // that share the lists of a tall product

struct TileSize {
  std::int64_t rows, cols;
};
// Of a large product: the second-level cache holds a slice of both factors.
constexpr TileSize large_tiles[] = {{196, 256}, {128, 256}, {98, 256}, {256, 128}, {196, 128},
                                    {140, 128}, {98, 128},  {70, 128}, {56, 128}};
constexpr std::int64_t wide_cols = 256;  // parts of rows that an epilogue works on in place
constexpr std::int64_t copy_cost = 8;    // of a row of a panel, in multiplications by it

struct Plan {
  std::int64_t panels = 0;       // of y
  std::int64_t tile_panels = 1;  // of a tile
  std::int64_t tile_rows = 0;
  std::int64_t row_tiles = 1;
  std::int64_t slices = 1;  // of k
  std::int64_t depth = 0;   // rows of b in a slice
  bool shares_a = false;    // between the panels of a tile
  bool copies_a = false;
  bool copies_b = false;
  bool lists_columns = false;  // where they are not zero
  bool whole_rows = false;     // in a tile, for an epilogue that works on rows in place

  explicit Plan(const Gemm& gemm) {
    panels = parts(gemm.n, panel);
    slices = largest(1, parts(gemm.k, slice));
    depth = parts(gemm.k, slices);
    lists_columns = gemm.m >= least_listed_rows && gemm.k >= least_listed_columns;
    copies_b = gemm.b_transposed || (!gemm.b_panels && (gemm.m > block_rows || gemm.n % panel));
    const auto work = largest(1, gemm.m * gemm.k * panel);  // of one whole panel
    const auto least = gemm.m < block_rows ? least_read : least_work;
    const bool large = gemm.m >= least_large_rows && panels >= least_large_panels &&
                       gemm.m * gemm.n * gemm.k >= least_large_work;
    tile_rows = gemm.m;
    if (large) {
      shares_a = true;
      copies_a = gemm.a_row == 1;
      choose_large_tile(gemm);
    } else if (work < least) {
      tile_panels = smallest(panels, parts(least, work));
    } else {
      tile_rows = largest(usual_rows, parts(gemm.m, largest(1, work / usual_work)));
      if (lists_columns && gemm.m >= 4 * usual_rows) tile_panels = smallest(panels, listed_panels);
      whole_rows = gemm.epilogue.wide && gemm.m >= 4 * whole_tile_rows && panels > 1 &&
                   panels <= most_whole_panels;
      if (whole_rows) tile_rows = whole_tile_rows, tile_panels = panels;
    }
    row_tiles = parts(gemm.m, largest(1, tile_rows));
    tile_rows = parts(gemm.m, largest(1, row_tiles));
    if (!large) tile_rows = smallest(gemm.m, parts(tile_rows, block_rows) * block_rows);
    row_tiles = parts(gemm.m, largest(1, tile_rows));
  }

  /// The size whose copies and unequal shares of the threads cost least; the smaller one of equals,
  /// for threads that are held up.
  void choose_large_tile(const Gemm& gemm) {
    std::int64_t least = 0;
    for (const auto& size : large_tiles) {
      const auto some = smallest(panels, size.cols / panel), col_tiles = parts(panels, some);
      if (gemm.epilogue.wide && col_tiles > 1 && size.cols < wide_cols) continue;
      const auto turns = parts(parts(gemm.m, size.rows) * col_tiles, gemm.threads);
      const auto rows = parts(gemm.m, parts(turns * gemm.threads, col_tiles));
      const auto copies = some + (copies_a ? parts(rows, block_rows) : 0);
      const auto cost = turns * (rows * some + copy_cost * copies);
      if (least == 0 || cost * 50 <= least * 51) tile_rows = rows, tile_panels = some;
      least = least == 0 ? cost : smallest(least, cost);
    }
  }

  std::int64_t list_size() const { return 1 + depth + lanes<float>; }  // a count, and columns
  std::int64_t step_floats() const {
    return lists_columns ? parts(parts(tile_rows, sparse_rows) * list_size(), 16) * 16 : 0;
  }
  std::int64_t b_floats() const { return copies_b ? depth * panel * shared_panels() : 0; }
  std::int64_t a_floats() const {
    const auto gaps = parts(tile_rows, sparse_rows) * strip_gap;
    return copies_a ? parts(tile_rows * depth + gaps, 16) * 16 : 0;
  }
  std::int64_t y_floats() const { return tile_rows * panel * shared_panels(); }
  std::int64_t shared_panels() const { return together() ? tile_panels : 1; }
  /// Whether the panels of a tile share what is made of a.
  bool together() const { return shares_a || lists_columns || whole_rows; }
};

/// The part of y that a tile works on.
struct Part {
  std::int64_t row, rows, first_group, groups;
};

class Tiler {
 public:
  Tiler(const Gemm& gemm, void* scratch)
      : gemm_(gemm),
        plan_(gemm),
        b_copy_(static_cast<float*>(scratch)),
        a_copy_(b_copy_ + plan_.b_floats()),
        lists_(reinterpret_cast<std::int32_t*>(a_copy_ + plan_.a_floats())),
        y_copy_(a_copy_ + plan_.a_floats() + plan_.step_floats()) {}

  void tile(std::int64_t index) {
    const auto row = index % plan_.row_tiles * plan_.tile_rows;
    const auto group = index / plan_.row_tiles * plan_.tile_panels;
    const Part part = {row, smallest(plan_.tile_rows, gemm_.m - row), group,
                       smallest(plan_.tile_panels, plan_.panels - group)};
    if (plan_.together()) return multiply(part);
    for (std::int64_t i = 0; i < part.groups; ++i) multiply({part.row, part.rows, group + i, 1});
  }

 private:
  void multiply(const Part& part) {
    for (std::int64_t s = 0; s < plan_.slices; ++s) {
      const auto from = s * plan_.depth, k = largest(0, smallest(plan_.depth, gemm_.k - from));
      sparse_ = plan_.lists_columns && seems_sparse(own_a(part.row, part.rows, from, k));
      strips_ = Strips(part.rows, sparse_ ? sparse_rows : block_rows);
      if (plan_.copies_a) pack_a(gemm_, part.row, part.rows, strips_, from, k, a_copy_);
      if (plan_.copies_b) pack_panels(gemm_, part.first_group, part.groups, from, k, b_copy_);
      if (sparse_) list_columns(part, from, k);
      for (std::int64_t i = 0; i < part.groups; ++i) {
        multiply_panel(part, part.first_group + i, from, k);
      }
    }
    if (gemm_.epilogue.store != nullptr) hand_over(part);
  }

  Strip own_a(std::int64_t row, std::int64_t rows, std::int64_t from, std::int64_t k) const {
    if (k == 0) return {.rows = rows};  // there may be no matrix
    return {gemm_.a + row * gemm_.a_row + from * gemm_.a_col, rows, k, gemm_.a_row, gemm_.a_col};
  }

  Strip strip(const Part& part, std::int64_t index, std::int64_t from, std::int64_t k) const {
    const auto row = strips_.start(index), rows = strips_.rows(index);
    if (plan_.copies_a) return {a_copy_ + row * k + index * strip_gap, rows, k, 1, rows};
    return own_a(part.row + row, rows, from, k);
  }

  void list_columns(const Part& part, std::int64_t from, std::int64_t k) {
    for (std::int64_t i = 0; i < strips_.count; ++i) {
      auto* list = lists_ + i * plan_.list_size();
      *list = static_cast<std::int32_t>(visible_columns(strip(part, i, from, k), list + 1));
    }
  }

  /// Where the copies of the panels of y start and their rows.
  float* copied_y(const Part& part, std::int64_t group) const {
    const auto index = group - part.first_group;
    return y_copy_ + index * panel * (gemm_.epilogue.wide ? 1 : part.rows);
  }
  std::int64_t copied_row(const Part& part) const {
    return gemm_.epilogue.wide ? part.groups * panel : panel;
  }

  void multiply_panel(const Part& part, std::int64_t group, std::int64_t from, std::int64_t k) {
    alignas(64) float bias[panel] = {};
    const auto column = group * panel, cols = smallest(panel, gemm_.n - column);
    Block block = {.k = k, .alpha = gemm_.alpha};
    block.b = b_slice(part, group, from, k);
    block.b_row = plan_.copies_b || gemm_.b_panels ? panel : gemm_.b_row;
    if (gemm_.bias != nullptr && from == 0) {
      for (std::int64_t j = 0; j < cols; ++j) bias[j] = gemm_.bias[column + j];
      block.bias = bias;
    }
    const auto own_row = gemm_.y_panels ? panel : gemm_.y_row;
    const auto own_y = [&] {
      return gemm_.y + (gemm_.y_panels ? group * gemm_.m * panel + part.row * panel
                                       : part.row * gemm_.y_row + column);
    };
    const bool hands_over = gemm_.epilogue.store != nullptr;
    auto* y = hands_over ? copied_y(part, group) : own_y();
    const auto y_row = hands_over ? copied_row(part) : own_row;
    const float* start = from > 0 ? y : gemm_.accumulate ? own_y() : nullptr;
    block.start_row = from > 0 ? y_row : own_row;
    block.y_row = y_row;
    multiply_strips(part, block, from, start, y, cols);
  }

  void multiply_strips(const Part& part, Block block, std::int64_t from, const float* start,
                       float* y, std::int64_t cols) {
    const bool padded = gemm_.y_panels || gemm_.epilogue.store != nullptr;
    const bool start_padded = start == nullptr || start == y || gemm_.y_panels;
    const bool whole = cols == panel || (padded && start_padded);
    block.narrow = cols <= lanes<float> && !gemm_.y_panels;  // padding of panels is written
    const bool lists = sparse_ && all_finite(block.b, block.b_row, block.k);
    const auto k = block.k;
    for (std::int64_t i = 0; i < strips_.count; ++i) {
      const auto row = strips_.start(i);
      const auto a = strip(part, i, from, k);
      block.a = a.a;
      block.a_row = a.a_row;
      block.a_col = a.a_col;
      block.start = start == nullptr ? nullptr : start + row * block.start_row;
      block.y = y + row * block.y_row;
      if (lists) {
        const auto* list = lists_ + i * plan_.list_size();
        block.k = *list;
        block.steps = list + 1;
        if (block.k == 0 && block.start == block.y && block.bias == nullptr) continue;
      }
      if (whole) {
        multiply_rows(block, a.rows);
      } else {
        multiply_edge(block, a.rows, cols);
      }
    }
  }

  const float* b_slice(const Part& part, std::int64_t group, std::int64_t from,
                       std::int64_t k) const {
    if (plan_.copies_b) return b_copy_ + (group - part.first_group) * k * panel;
    if (gemm_.b_panels) return gemm_.b + (group * gemm_.k + from) * panel;
    return gemm_.b + from * gemm_.b_row + group * panel;
  }

  void hand_over(const Part& part) {
    if (gemm_.epilogue.wide) return hand_over(part, part.first_group, part.groups);
    for (std::int64_t i = 0; i < part.groups; ++i) hand_over(part, part.first_group + i, 1);
  }

  void hand_over(const Part& part, std::int64_t group, std::int64_t groups) {
    const auto column = group * panel, stride = copied_row(part);
    const auto cols = smallest(groups * panel, gemm_.n - column);
    const auto most = largest(1, epilogue_rows * panel / cols);
    auto* block = copied_y(part, group);
    for (std::int64_t row = 0; row < part.rows; row += most) {
      gemm_.epilogue.store(gemm_.epilogue.context, block + row * stride, stride,
                           smallest(most, part.rows - row), cols, part.row + row, column);
    }
  }

  const Gemm& gemm_;
  Plan plan_;
  float* b_copy_;
  float* a_copy_;
  std::int32_t* lists_;  // of the columns of each strip
  float* y_copy_;
  bool sparse_ = false;  // the slice at hand
  Strips strips_;
};

}  // namespace

std::int64_t gemm_tiles(const Gemm& gemm) {
  if (gemm.m == 0 || gemm.n == 0) return 0;
  if (const VectorProduct product(gemm); product) return product.tiles();
  const Plan plan(gemm);
  return plan.row_tiles * parts(plan.panels, plan.tile_panels);
}

std::int64_t gemm_scratch(const Gemm& gemm) {
  constexpr auto size = static_cast<std::int64_t>(sizeof(float));
  if (VectorProduct(gemm)) return VectorProduct::scratch_floats(gemm) * size;
  const Plan plan(gemm);
  const auto y = gemm.epilogue.store == nullptr ? 0 : plan.y_floats();
  return (plan.b_floats() + plan.a_floats() + plan.step_floats() + y) * size;
}

void gemm(const Gemm& gemm, std::int64_t first, std::int64_t last, void* scratch) {
  if (const VectorProduct product(gemm); product) {
    for (auto tile = first; tile < last; ++tile)
      vector_tile_of(gemm, product, tile, static_cast<float*>(scratch));
    return;
  }
  Tiler tiler(gemm, scratch);
  for (auto tile = first; tile < last; ++tile) tiler.tile(tile);
}

void transpose_floats(const float* x, std::int64_t x_row, float* y, std::int64_t y_row,
                      std::int64_t rows, std::int64_t cols) {
  transpose(x, x_row, y, y_row, rows, cols);
}

}  // namespace keras::runtime::KERAS_ISA
