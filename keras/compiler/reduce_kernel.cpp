#include "keras/compiler/reduce_kernel.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "keras/compiler/pointwise_kernel.hpp"
#include "keras/core/error.hpp"

namespace keras::compiler {
namespace {

constexpr std::int64_t worth_sharing = 1 << 15;
constexpr std::int64_t chunk = 1 << 15;  // elements of a long row that are reduced in one go

runtime::Tile combination(runtime::Reduction reduction) {
  switch (reduction) {
    case runtime::Reduction::sum:
      return runtime::Tile::add;
    case runtime::Reduction::product:
      return runtime::Tile::multiply;
    case runtime::Reduction::maximum:
      return runtime::Tile::maximum;
    default:
      return runtime::Tile::minimum;
  }
}

const char* name_of(runtime::Reduction reduction) {
  constexpr const char* names[] = {"sum", "prod", "max", "min"};
  return names[static_cast<int>(reduction)];
}

}  // namespace

ReduceKernel::ReduceKernel(Ir& ir, const Group& group) {
  const auto& instruction = ir.instruction(group.heavy);
  const auto trait = std::get<graph::ReduceTrait>(instruction.trait);
  const auto& shape = ir.value(instruction.inputs[0]).spec.shape;
  for (int i = 0; i < shape.rank(); ++i)
    (i < trait.first ? outer_ : i < trait.last ? length_ : inner_) *= shape[i];
  input_ = ir.base(instruction.inputs[0]).base, output_ = ir.base(instruction.outputs[0]).base;
  dtype_ = ir.value(instruction.inputs[0]).spec.dtype, itemsize_ = dtype_.itemsize();
  reduction_ = trait.reduction;
  row_ = runtime::kernels().reduce(reduction_, dtype_);
  combine_ = runtime::kernels().tile(combination(reduction_), dtype_);
  if (!row_ || !combine_) fail("ops.", name_of(reduction_), ": is not defined for ", dtype_);
  reads = {input_}, writes = {output_};
  if (!group.members.empty()) {
    program_.emplace(ir, group, -1);
    reads = program_->loads();
    tile_ = program_->tile();
  }
  parallel = worth_waking = outer_ * length_ * inner_ >= worth_sharing;
  if (inner_ == 1 && length_ > 2 * chunk && outer_ < 64) {
    chunks_ = (length_ + chunk - 1) / chunk;
    Value partial{.spec = {Shape({outer_, chunks_}), dtype_}};
    partial.base = workspace = static_cast<int>(ir.values.size());
    ir.values.push_back(std::move(partial));
  }
  text_ = text(describe_members(ir, group), group.members.empty() ? "" : " ", name_of(reduction_),
               " ", outer_, "x", length_, "x", inner_);
}

const std::byte* ReduceKernel::read(void* const* pointers, void* scratch, std::int64_t first,
                                    std::int64_t count) const {
  if (!program_)
    return static_cast<const std::byte*>(pointers[input_]) +
           static_cast<std::size_t>(first) * itemsize_;
  program_->run(pointers, scratch, first, count);
  return static_cast<const std::byte*>(program_->result(pointers, scratch, first));
}

void ReduceKernel::reduce_row(void* const* pointers, void* scratch, std::int64_t first,
                              std::int64_t count, void* y) const {
  const auto step = program_ ? tile_ : count;
  for (std::int64_t done = 0; done < count; done += step) {
    const auto part = std::min(step, count - done);
    const auto* x = read(pointers, scratch, first + done, part);
    alignas(16) std::byte item[16];
    row_(x, done == 0 ? y : item, part);
    if (done > 0) combine_(y, item, item, y, 1);
  }
}

/// Rows that fit into one tile of the program: all computed, then each reduced.
void ReduceKernel::run_short_rows(const runtime::Cpu& cpu, void* const* pointers,
                                  void* scratch) const {
  const auto rows = tile_ / length_;
  const auto visit = [&](std::int64_t tile) {
    const auto first = tile * rows, count = std::min(rows, outer_ - first);
    const auto* x = read(pointers, scratch, first * length_, count * length_);
    auto* y =
        static_cast<std::byte*>(pointers[output_]) + static_cast<std::size_t>(first) * itemsize_;
    const auto row_bytes = static_cast<std::size_t>(length_) * itemsize_;
    for (std::int64_t i = 0; i < count; ++i, x += row_bytes, y += itemsize_) row_(x, y, length_);
  };
  const auto tiles = (outer_ + rows - 1) / rows;
  if (parallel) return cpu.for_each(tiles, visit);
  for (std::int64_t tile = 0; tile < tiles; ++tile) visit(tile);
}

void ReduceKernel::run_rows(const runtime::Cpu& cpu, void* const* pointers, void* scratch) const {
  auto* y = static_cast<std::byte*>(pointers[output_]);
  const auto visit = [&](std::int64_t o) {
    reduce_row(pointers, scratch, o * length_, length_,
               y + static_cast<std::size_t>(o) * itemsize_);
  };
  if (parallel) return cpu.for_each(outer_, visit);
  for (std::int64_t o = 0; o < outer_; ++o) visit(o);
}

void ReduceKernel::run_chunks(const runtime::Cpu& cpu, void* const* pointers, void* scratch) const {
  auto* partial = static_cast<std::byte*>(pointers[workspace]);
  auto* y = static_cast<std::byte*>(pointers[output_]);
  cpu.for_each(outer_ * chunks_, [&](std::int64_t i) {
    const auto o = i / chunks_, first = i % chunks_ * chunk;
    reduce_row(pointers, scratch, o * length_ + first, std::min(chunk, length_ - first),
               partial + static_cast<std::size_t>(i) * itemsize_);
  });
  cpu.barrier();
  cpu.for_each(outer_, [&](std::int64_t o) {
    row_(partial + static_cast<std::size_t>(o * chunks_) * itemsize_,
         y + static_cast<std::size_t>(o) * itemsize_, chunks_);
  });
}

/// Columns [block * tile, ...) of one outer place: rows are added up one after the other.
void ReduceKernel::reduce_columns(void* const* pointers, void* scratch, std::int64_t block) const {
  const auto blocks = (inner_ + tile_ - 1) / tile_;
  const auto o = block / blocks, column = block % blocks * tile_;
  const auto count = std::min(tile_, inner_ - column);
  auto* y = static_cast<std::byte*>(pointers[output_]) +
            static_cast<std::size_t>(o * inner_ + column) * itemsize_;
  for (std::int64_t r = 0; r < length_; ++r) {
    const auto* x = read(pointers, scratch, (o * length_ + r) * inner_ + column, count);
    if (r == 0) {
      std::memcpy(y, x, static_cast<std::size_t>(count) * itemsize_);
    } else {
      combine_(y, x, x, y, count);
    }
  }
}

/// A reduction of no elements: 0, 1, and for max and min what is below or above everything.
void ReduceKernel::empty(void* const* pointers) const {
  visit_dtype(dtype_, [&](auto zero) {
    using T = decltype(zero);
    double number = 0;
    if (reduction_ == runtime::Reduction::product) number = 1;
    if (reduction_ == runtime::Reduction::maximum)
      number = -std::numeric_limits<double>::infinity();
    if (reduction_ == runtime::Reduction::minimum) number = std::numeric_limits<double>::infinity();
    T item{};
    if constexpr (std::is_floating_point_v<T>) item = static_cast<T>(number);
    if constexpr (std::is_integral_v<T>) item = number == 1 ? T(1) : T(0);
    auto* y = static_cast<T*>(pointers[output_]);
    std::fill(y, y + outer_ * inner_, item);
  });
}

void ReduceKernel::run(const runtime::Cpu& cpu, void* const* pointers) const {
  if (length_ == 0) {
    if (cpu.thread() == 0) empty(pointers);
    return;
  }
  auto* scratch = program_ ? cpu.scratch(scratch_bytes()) : nullptr;
  if (program_) program_->prepare(pointers, scratch);
  if (chunks_ > 1) return run_chunks(cpu, pointers, scratch);
  if (inner_ == 1 && program_ && length_ <= tile_) return run_short_rows(cpu, pointers, scratch);
  if (inner_ == 1) return run_rows(cpu, pointers, scratch);
  const auto blocks = outer_ * ((inner_ + tile_ - 1) / tile_);
  const auto visit = [&](std::int64_t block) { reduce_columns(pointers, scratch, block); };
  if (parallel) return cpu.for_each(blocks, visit);
  for (std::int64_t block = 0; block < blocks; ++block) visit(block);
}

}  // namespace keras::compiler
