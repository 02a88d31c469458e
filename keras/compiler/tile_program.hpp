// A group of pointwise instructions as a list of loops over tiles that stay in the first-level
// cache.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "keras/compiler/ir.hpp"
#include "keras/runtime/buffer.hpp"

namespace keras::compiler {

/// The part of a matrix product that an epilogue works on (see runtime::GemmEpilogue).
struct Block {
  float* data;
  std::int64_t stride, rows, cols, row, col;
  std::int64_t matrix_rows, matrix_cols, panel;
};

class TileProgram {
 public:
  /// The members of `group`. `seed` is the product that an epilogue starts from, or -1.
  TileProgram(const Ir& ir, const Group& group, int seed);

  /// Elements of a tile.
  std::int64_t tile() const { return tile_; }
  /// Bytes of scratch that a run needs.
  std::size_t scratch_bytes() const { return scratch_bytes_; }
  /// Loops that run over each tile.
  std::size_t steps() const { return steps_.size(); }

  /// Fills what is the same for all tiles: scalars that are only known now, and short rows.
  void prepare(void* const* pointers, void* scratch) const;
  /// Computes the elements [first, first + count), count <= tile().
  void run(void* const* pointers, void* scratch, std::int64_t first, std::int64_t count) const;
  /// Computes a block of a matrix whose product lies in `block.data`.
  void run_block(void* const* pointers, void* scratch, const Block& block) const;

  /// Where the last member's elements lie after `run` over the tile that starts at `first`.
  const void* result(void* const* pointers, void* scratch, std::int64_t first) const;

  /// Whether all that it reads and writes lies in rows, not in panels.
  bool plain() const;

  /// The values that are written to memory, and those that are read from it.
  const std::vector<int>& stores() const { return stores_; }
  const std::vector<int>& loads() const { return loads_; }

 private:
  struct Axis {
    std::int64_t length, stride;
  };
  struct Register {
    enum class Kind : std::uint8_t {
      memory,
      expand,    ///< Broadcast, tile by tile.
      periodic,  ///< A row that all rows repeat, broadcast once for all tiles.
      number,
      constant,
      temporary,
      product
    };
    Kind kind;
    int value = -1;
    std::size_t itemsize = 4;
    std::size_t offset = 0;       ///< In the scratch, or in the constants.
    std::vector<Axis> axes = {};  ///< Of an expanded operand, outermost first.
    bool row = false;             ///< An expanded operand that is a row of a matrix.
    bool stored = false;
    graph::Layout layout = graph::Layout::plain;
  };
  struct Step {
    runtime::TileLoop loop;
    int a, b, c, y;
  };
  class Builder;
  class OuterPlace;
  /// Which columns of the rows that all rows repeat lie in the scratch, and how often.
  struct alignas(64) RepeatedRows {
    std::int64_t col = 0, cols = 0, rows = 0;
  };

  RepeatedRows& repeated_rows(void* scratch) const;
  /// Whether they are those that `block` needs; if not, takes note that they will be.
  bool rows_are_repeated(void* scratch, const Block& block) const;
  void* place(const Register& reg, void* const* pointers, void* scratch, std::int64_t first) const;
  void expand(const Register& reg, const void* source, void* target, std::int64_t first,
              std::int64_t count) const;
  void* block_place(const Register& reg, void* const* pointers, void* scratch, const Block& block,
                    bool repeated) const;

  std::vector<Register> registers_;
  std::vector<Step> steps_;
  std::vector<int> stores_, loads_;
  int result_ = 0;
  std::int64_t tile_ = 0;
  std::int64_t elements_ = 0;
  std::int64_t period_ = 0;  ///< The longest of a periodic register.
  std::size_t scratch_bytes_ = 0;
  std::size_t repeated_at_ = 0;  ///< Of `RepeatedRows` in the scratch, for blocks.
  std::shared_ptr<runtime::Buffer> constants_;
};

}  // namespace keras::compiler
