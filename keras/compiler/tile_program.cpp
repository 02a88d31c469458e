#include "keras/compiler/tile_program.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>

#include "keras/core/error.hpp"
#include "keras/runtime/cpu/kernels.hpp"
#include "keras/runtime/number.hpp"

namespace keras::compiler {
namespace {

using runtime::kernels;

// Registers of a program stay together within half of a 32 KiB first-level cache.
constexpr std::size_t cache_bytes = 16 << 10;
constexpr std::size_t most_registers = 256;
constexpr std::size_t most_axes = 64;  // as in numpy; neighbours are one where possible
constexpr std::int64_t largest_tile = 1024, smallest_tile = 128;
constexpr std::int64_t longest_period = 256;

template <std::size_t Size>
void fill_items(std::byte* target, const void* item, std::int64_t count) {
  constexpr std::size_t bytes = 64, group = bytes / Size;
  std::byte items[bytes];
  for (std::size_t i = 0; i < group; ++i) std::memcpy(items + i * Size, item, Size);
  auto left = static_cast<std::size_t>(count);
  for (; left >= group; left -= group, target += bytes) std::memcpy(target, items, bytes);
  std::memcpy(target, items, left * Size);
}

void fill(void* target, const void* item, std::size_t itemsize, std::int64_t count) {
  auto* bytes = static_cast<std::byte*>(target);
  switch (itemsize) {
    case 1:
      return fill_items<1>(bytes, item, count);
    case 2:
      return fill_items<2>(bytes, item, count);
    case 4:
      return fill_items<4>(bytes, item, count);
    case 8:
      return fill_items<8>(bytes, item, count);
    default:
      return fill_items<16>(bytes, item, count);
  }
}

}  // namespace

/// Translates the members of a group, one by one, into steps over registers.
class TileProgram::Builder {
 public:
  Builder(TileProgram& out, const Ir& ir, const Group& group, int seed)
      : out_(out), ir_(ir), group_(group), in_blocks_(seed >= 0), in_panels_(fills_panels()) {
    if (seed >= 0) {
      const int value = ir.base(ir.instruction(seed).outputs[0]).base;
      by_value_[value] = add({.kind = Register::Kind::product, .value = value});
    }
  }

  void build() {
    for (const int member : group_.members) translate(ir_.instruction(member));
    const int last = ir_.instruction(group_.members.back()).outputs[0];
    out_.result_ = by_value_.at(ir_.base(last).base);
    check(out_.registers_.size() <= most_registers, "a tile program needs too many registers");
    out_.steps_.insert(out_.steps_.end(), last_copies_.begin(), last_copies_.end());
    allocate();
  }

 private:
  int add(Register reg) {
    out_.registers_.push_back(std::move(reg));
    return static_cast<int>(out_.registers_.size()) - 1;
  }

  /// Whether it runs over panels, which hold more elements than the matrix.
  bool fills_panels() const {
    return !in_blocks_ &&
           std::any_of(group_.members.begin(), group_.members.end(), [&](int member) {
             return ir_.base(ir_.instruction(member).outputs[0]).layout == graph::Layout::panels;
           });
  }

  int temporary(std::size_t itemsize) {
    return add({.kind = Register::Kind::temporary, .itemsize = itemsize});
  }

  void step(runtime::TileLoop loop, std::vector<int> operands, int y) {
    operands.resize(3, operands[0]);
    out_.steps_.push_back({loop, operands[0], operands[1], operands[2], y});
  }

  bool stored(int base) const {
    const auto& value = ir_.value(base);
    return value.root || std::any_of(value.readers.begin(), value.readers.end(), [&](int reader) {
             return ir_.instruction(reader).group != ir_.instruction(value.producer).group;
           });
  }

  /// Whether a member after the one that makes `base` still reads what the variable held before.
  bool overwrites_too_early(int base) const {
    const auto& value = ir_.value(base);
    if (value.home != Value::Home::variable) return false;
    const auto& old = ir_.base(ir_.slot_values[static_cast<std::size_t>(value.index)]);
    return std::any_of(old.readers.begin(), old.readers.end(), [&](int reader) {
      return ir_.instruction(reader).group == ir_.instruction(value.producer).group &&
             reader > value.producer;
    });
  }

  /// The register that a member writes its result to.
  int target(int value) {
    const int base = ir_.base(value).base;
    const auto& spec = ir_.value(value).spec;
    if (!stored(base)) return by_value_[base] = temporary(spec.dtype.itemsize());
    const int memory = add({.kind = Register::Kind::memory,
                            .value = base,
                            .itemsize = spec.dtype.itemsize(),
                            .stored = true,
                            .layout = ir_.value(base).layout});
    out_.stores_.push_back(base);
    if (!overwrites_too_early(base)) return by_value_[base] = memory;
    const int early = by_value_[base] = temporary(spec.dtype.itemsize());
    last_copies_.push_back({kernels().cast(spec.dtype, spec.dtype), early, early, early, memory});
    return early;
  }

  int constant(double number, DType dtype) {
    // By its bits: NaN has no place in an order, and -0 is not 0.
    const auto key =
        std::make_pair(std::bit_cast<std::uint64_t>(number), static_cast<int>(dtype.kind()));
    if (const auto found = constants_.find(key); found != constants_.end()) return found->second;
    const int reg = add({.kind = Register::Kind::constant, .itemsize = dtype.itemsize()});
    constant_values_.push_back({reg, number, dtype});
    return constants_[key] = reg;
  }

  /// The register that holds `value`, broadcast to `shape`.
  int operand(int value, const Shape& shape) {
    const auto& wanted = ir_.value(value);
    const auto dtype = wanted.spec.dtype;
    if (wanted.home == Value::Home::scalar) return constant(wanted.scalar, dtype);
    if (const auto found = by_value_.find(wanted.base); found != by_value_.end())
      return found->second;
    out_.loads_.push_back(wanted.base);
    const auto count = wanted.spec.shape.elements();
    Register reg{
        .kind = Register::Kind::memory, .value = wanted.base, .itemsize = dtype.itemsize()};
    reg.layout = ir_.value(wanted.base).layout;
    const bool repeated = count == 1 && in_panels_ && reg.layout == graph::Layout::plain;
    if (count == shape.elements() && !repeated) return by_value_[wanted.base] = add(std::move(reg));
    if (count == 1) {
      reg.kind = Register::Kind::number;
      return by_value_[wanted.base] = add(std::move(reg));
    }
    reg.kind = Register::Kind::expand;
    reg.axes = broadcast_axes(wanted.spec.shape, shape);
    if (reg.axes.size() > most_axes)
      fail("ops.broadcast_to: there may be at most ", most_axes, " axes; received shape ", shape);
    reg.row = count == shape[-1] && wanted.spec.shape[-1] == count;
    if (reg.row && count <= longest_period && !in_blocks_) {
      reg.kind = Register::Kind::periodic;
      out_.period_ = std::max(out_.period_, count);
    }
    return add(std::move(reg));  // another member may broadcast the same value to another shape
  }

  /// The axes of `shape` with the strides of `from` in them, neighbours merged where possible.
  static std::vector<Axis> broadcast_axes(const Shape& from, const Shape& shape) {
    std::vector<Axis> axes;
    std::int64_t stride = 1;
    for (int i = 1; i <= shape.rank(); ++i) {
      const auto length = i <= from.rank() ? from[-i] : 1;
      const auto here = length == 1 ? 0 : stride;
      stride *= length;
      if (shape[-i] == 1) continue;
      const bool merges = !axes.empty() && here == axes.back().stride * axes.back().length;
      if (merges) {
        axes.back().length *= shape[-i];
      } else {
        axes.push_back({shape[-i], here});
      }
    }
    std::reverse(axes.begin(), axes.end());
    return axes;
  }

  /// The register as float32, for arithmetic on 16-bit floats.
  int widened(int reg, DType dtype) {
    if (const auto found = wide_.find(reg); found != wide_.end()) return found->second;
    const int wide = temporary(sizeof(float));
    step(kernels().cast(dtype, DType::float32), {reg}, wide);
    return wide_[reg] = wide;
  }

  void translate(const Instruction& instruction) {
    const int output = instruction.outputs[0];
    const auto& spec = ir_.value(output).spec;
    std::vector<int> operands;
    for (const int input : instruction.inputs) operands.push_back(operand(input, spec.shape));
    const auto* pointwise = std::get_if<graph::PointwiseTrait>(&instruction.trait);
    if (!pointwise) return copy(ir_.value(instruction.inputs[0]).spec.dtype, operands[0], output);
    const auto dtype = ir_.value(instruction.inputs.back()).spec.dtype;
    if (dtype.is_half()) return in_float32(instruction, pointwise->tile, operands, dtype);
    step(loop(instruction, pointwise->tile, dtype), operands, target(output));
  }

  runtime::TileLoop loop(const Instruction& instruction, runtime::Tile tile, DType dtype) const {
    const auto result = kernels().tile(tile, dtype);
    if (!result) fail("ops.", instruction.op->name(), ": is not defined for ", dtype);
    return result;
  }

  void copy(DType from, int operand, int output) {
    const auto to = ir_.value(output).spec.dtype;
    const int base = ir_.base(output).base;
    if (from == to && !stored(base)) {
      by_value_[base] = operand;
      return;
    }
    const auto convert = kernels().cast(from, to);
    if (!convert) fail("ops.cast: ", from, " cannot be converted to ", to);
    step(convert, {operand}, target(output));
  }

  void in_float32(const Instruction& instruction, runtime::Tile tile, std::vector<int> operands,
                  DType dtype) {
    for (std::size_t i = 0; i < operands.size(); ++i)
      if (ir_.value(instruction.inputs[i]).spec.dtype.is_half())
        operands[i] = widened(operands[i], dtype);
    const int output = instruction.outputs[0];
    if (ir_.value(output).spec.dtype != dtype) {  // a comparison
      step(loop(instruction, tile, DType::float32), operands, target(output));
      return;
    }
    const int wide = temporary(sizeof(float));
    step(loop(instruction, tile, DType::float32), operands, wide);
    step(kernels().cast(DType::float32, dtype), {wide}, target(output));
  }

  /// Gives the temporaries places in the scratch, reusing those whose last reader is past.
  void allocate() {
    auto& registers = out_.registers_;
    std::vector<int> last(registers.size(), -1);
    for (int i = 0; i < static_cast<int>(out_.steps_.size()); ++i) {
      const auto& s = out_.steps_[static_cast<std::size_t>(i)];
      for (const int reg : {s.a, s.b, s.c, s.y}) last[static_cast<std::size_t>(reg)] = i;
    }
    const auto kept = [](const Register& reg) { return reg.kind != Register::Kind::temporary; };
    const auto buffered = [&](const Register& reg) {
      return kept(reg) && reg.kind != Register::Kind::constant &&
             (in_blocks_ || reg.kind != Register::Kind::memory);
    };
    std::vector<int> slots(registers.size(), -1), free;
    int count = 0;
    const auto take = [&](int reg) {
      auto& slot = slots[static_cast<std::size_t>(reg)];
      if (slot >= 0) return;
      if (free.empty()) free.push_back(count++);
      slot = free.back();
      free.pop_back();
    };
    for (int i = 0; i < static_cast<int>(registers.size()); ++i)
      if (buffered(registers[static_cast<std::size_t>(i)])) take(i);
    for (int i = 0; i < static_cast<int>(out_.steps_.size()); ++i) {
      const auto& s = out_.steps_[static_cast<std::size_t>(i)];
      if (!kept(registers[static_cast<std::size_t>(s.y)])) take(s.y);
      for (const int reg : {s.a, s.b, s.c}) {
        const auto r = static_cast<std::size_t>(reg);
        const bool over = last[r] == i && !kept(registers[r]) && slots[r] >= 0 && reg != s.y;
        if (over && i + 1 < static_cast<int>(out_.steps_.size()))
          free.push_back(slots[r]), last[r] = -2;
      }
    }
    set_sizes(slots, count);
  }

  void set_sizes(const std::vector<int>& slots, int count) {
    std::size_t widest = 1;
    for (const auto& reg : out_.registers_) widest = std::max(widest, reg.itemsize);
    const auto all = widest * static_cast<std::size_t>(std::max(count, 1));
    out_.tile_ = largest_tile;
    while (out_.tile_ > smallest_tile && all * static_cast<std::size_t>(out_.tile_) > cache_bytes)
      out_.tile_ /= 2;
    // A tile may begin anywhere in a period.
    const auto slot_bytes =
        widest * static_cast<std::size_t>((out_.tile_ + out_.period_ + 63) / 64 * 64);
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (slots[i] >= 0)
        out_.registers_[i].offset = slot_bytes * static_cast<std::size_t>(slots[i]);
    out_.scratch_bytes_ = slot_bytes * static_cast<std::size_t>(count);
    if (in_blocks_) {
      out_.repeated_at_ = out_.scratch_bytes_;
      out_.scratch_bytes_ += sizeof(RepeatedRows);
    }
    out_.constants_ = std::make_shared<runtime::Buffer>(slot_bytes * constant_values_.size());
    for (std::size_t i = 0; i < constant_values_.size(); ++i) {
      const auto& [reg, number, dtype] = constant_values_[i];
      auto& constant = out_.registers_[static_cast<std::size_t>(reg)];
      constant.offset = slot_bytes * i;
      std::byte item[16];
      runtime::write_number(number, dtype, item);
      fill(static_cast<std::byte*>(out_.constants_->data()) + constant.offset, item,
           constant.itemsize, out_.tile_);
    }
  }

  struct Constant {
    int reg;
    double number;
    DType dtype;
  };

  TileProgram& out_;
  const Ir& ir_;
  const Group& group_;
  bool in_blocks_, in_panels_;
  std::map<int, int> by_value_, wide_;
  std::map<std::pair<std::uint64_t, int>, int> constants_;
  std::vector<Constant> constant_values_;
  std::vector<Step> last_copies_;
};

TileProgram::TileProgram(const Ir& ir, const Group& group, int seed) : elements_(group.elements) {
  Builder(*this, ir, group, seed).build();
}

bool TileProgram::plain() const {
  return std::all_of(registers_.begin(), registers_.end(),
                     [](const Register& reg) { return reg.layout == graph::Layout::plain; });
}

TileProgram::RepeatedRows& TileProgram::repeated_rows(void* scratch) const {
  return *reinterpret_cast<RepeatedRows*>(static_cast<std::byte*>(scratch) + repeated_at_);
}

void TileProgram::prepare(void* const* pointers, void* scratch) const {
  if (repeated_at_ > 0) repeated_rows(scratch) = {};
  for (const auto& reg : registers_) {
    if (reg.kind == Register::Kind::number)
      fill(place(reg, pointers, scratch, 0), pointers[reg.value], reg.itemsize, tile_);
    if (reg.kind != Register::Kind::periodic) continue;
    const auto wanted = elements_ <= tile_ ? elements_ : tile_ + reg.axes.back().length;
    expand(reg, pointers[reg.value], place(reg, pointers, scratch, 0), 0, wanted);
  }
}

void* TileProgram::place(const Register& reg, void* const* pointers, void* scratch,
                         std::int64_t first) const {
  switch (reg.kind) {
    case Register::Kind::memory:
      return static_cast<std::byte*>(pointers[reg.value]) +
             static_cast<std::size_t>(first) * reg.itemsize;
    case Register::Kind::constant:
      return static_cast<std::byte*>(constants_->data()) + reg.offset;
    case Register::Kind::periodic:
      return static_cast<std::byte*>(scratch) + reg.offset +
             static_cast<std::size_t>(first % reg.axes.back().length) * reg.itemsize;
    default:
      return static_cast<std::byte*>(scratch) + reg.offset;
  }
}

/// A row of a broadcast operand: the place along all its axes but the last.
class TileProgram::OuterPlace {
 public:
  OuterPlace(const std::vector<Axis>& axes, std::int64_t row) : axes_(axes) {
    for (auto i = axes.size() - 1; i-- > 0; row /= axes[i].length) {
      index_[i] = row % axes[i].length;
      at_ += index_[i] * axes[i].stride;
    }
  }

  std::int64_t at() const { return at_; }

  /// To the next row.
  void advance() {
    for (auto i = axes_.size() - 1; i-- > 0;) {
      at_ += axes_[i].stride;
      if (++index_[i] < axes_[i].length) return;
      at_ -= axes_[i].length * axes_[i].stride;
      index_[i] = 0;
    }
  }

 private:
  const std::vector<Axis>& axes_;
  std::int64_t index_[most_axes] = {};
  std::int64_t at_ = 0;
};

void TileProgram::expand(const Register& reg, const void* source, void* target, std::int64_t first,
                         std::int64_t count) const {
  const auto* from = static_cast<const std::byte*>(source);
  auto* to = static_cast<std::byte*>(target);
  const auto inner = reg.axes.back();
  auto start = first % inner.length;
  OuterPlace place(reg.axes, first / inner.length);
  for (; count > 0; start = 0, place.advance()) {
    const auto run = std::min(count, inner.length - start);
    const auto at = place.at() + start * inner.stride;
    const auto* item = from + static_cast<std::size_t>(at) * reg.itemsize;
    const auto bytes = static_cast<std::size_t>(run) * reg.itemsize;
    if (inner.stride == 0) {
      fill(to, item, reg.itemsize, run);
    } else {
      std::memcpy(to, item, bytes);  // the innermost stride of a broadcast is 0 or 1
    }
    to += bytes, count -= run;
  }
}

void TileProgram::run(void* const* pointers, void* scratch, std::int64_t first,
                      std::int64_t count) const {
  std::byte* at[most_registers];
  for (std::size_t i = 0; i < registers_.size(); ++i) {
    const auto& reg = registers_[i];
    at[i] = static_cast<std::byte*>(place(reg, pointers, scratch, first));
    if (reg.kind == Register::Kind::expand) expand(reg, pointers[reg.value], at[i], first, count);
  }
  for (const auto& s : steps_) s.loop(at[s.a], at[s.b], at[s.c], at[s.y], count);
}

const void* TileProgram::result(void* const* pointers, void* scratch, std::int64_t first) const {
  return place(registers_[static_cast<std::size_t>(result_)], pointers, scratch, first);
}

namespace {

/// Where an element of a matrix lies, and how far apart the rows of its block are.
struct MatrixPlace {
  std::int64_t first, stride;
};

MatrixPlace matrix_place(graph::Layout layout, const Block& block) {
  if (layout == graph::Layout::plain)
    return {block.row * block.matrix_cols + block.col, block.matrix_cols};
  return {block.col / block.panel * block.matrix_rows * block.panel + block.row * block.panel,
          block.panel};
}

void copy_rows(const std::byte* from, std::int64_t from_stride, std::byte* to,
               std::int64_t to_stride, std::int64_t rows, std::int64_t cols, std::size_t itemsize) {
  const auto bytes = [&](std::int64_t count) { return static_cast<std::size_t>(count) * itemsize; };
  for (std::int64_t r = 0; r < rows; ++r)
    std::memcpy(to + bytes(r * to_stride), from + bytes(r * from_stride), bytes(cols));
}

}  // namespace

void* TileProgram::block_place(const Register& reg, void* const* pointers, void* scratch,
                               const Block& block, bool repeated) const {
  auto* own = static_cast<std::byte*>(scratch) + reg.offset;
  if (reg.kind == Register::Kind::product) {
    if (block.stride == block.cols || block.rows == 1) return block.data;
    copy_rows(reinterpret_cast<std::byte*>(block.data), block.stride, own, block.cols, block.rows,
              block.cols, reg.itemsize);
    return own;
  }
  if (reg.kind == Register::Kind::expand) {
    auto* row = static_cast<std::byte*>(pointers[reg.value]) +
                static_cast<std::size_t>(block.col) * reg.itemsize;
    if (block.rows == 1) return row;
    if (!repeated) copy_rows(row, 0, own, block.cols, block.rows, block.cols, reg.itemsize);
    return own;
  }
  if (reg.kind != Register::Kind::memory) return place(reg, pointers, scratch, 0);
  const auto [first, stride] = matrix_place(reg.layout, block);
  auto* memory =
      static_cast<std::byte*>(pointers[reg.value]) + static_cast<std::size_t>(first) * reg.itemsize;
  if (stride == block.cols || block.rows == 1) return memory;
  if (!reg.stored) copy_rows(memory, stride, own, block.cols, block.rows, block.cols, reg.itemsize);
  return own;
}

bool TileProgram::rows_are_repeated(void* scratch, const Block& block) const {
  if (block.rows == 1) return false;  // they are read where they lie
  auto& last = repeated_rows(scratch);
  if (last.col == block.col && last.cols == block.cols && last.rows >= block.rows) return true;
  last = {block.col, block.cols, block.rows};
  return false;
}

void TileProgram::run_block(void* const* pointers, void* scratch, const Block& block) const {
  std::byte* at[most_registers];
  const bool repeated = rows_are_repeated(scratch, block);
  for (std::size_t i = 0; i < registers_.size(); ++i)
    at[i] = static_cast<std::byte*>(block_place(registers_[i], pointers, scratch, block, repeated));
  for (const auto& s : steps_) s.loop(at[s.a], at[s.b], at[s.c], at[s.y], block.rows * block.cols);
  for (std::size_t i = 0; i < registers_.size(); ++i) {
    const auto& reg = registers_[i];
    if (!reg.stored) continue;
    const auto [first, stride] = matrix_place(reg.layout, block);
    if (stride == block.cols || block.rows == 1) continue;
    auto* memory = static_cast<std::byte*>(pointers[reg.value]) +
                   static_cast<std::size_t>(first) * reg.itemsize;
    copy_rows(at[i], block.cols, memory, stride, block.rows, block.cols, reg.itemsize);
  }
}

}  // namespace keras::compiler
