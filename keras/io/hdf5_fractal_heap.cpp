#include <algorithm>
#include <bit>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_heap.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::string_view heap = "an HDF5 fractal heap";

/// Bytes that numbers up to `most` take.
std::size_t width_of(std::uint64_t most) { return (std::bit_width(most) + 7u) / 8; }

void check_power(std::uint64_t x, const char* what) {
  if (!std::has_single_bit(x) || x > std::uint64_t{1} << 32)
    fail(heap, " must have a power of two as ", what, "; received ", x);
}

}  // namespace

FractalHeap::FractalHeap(const Context& context, std::uint64_t address) : context_(context) {
  auto cursor = context.cursor(address, heap);
  if (cursor.text(4) != "FRHP" || cursor.u8() != 0) fail("there is no fractal heap at ", address);
  identifier_size_ = cursor.u16();
  const auto filters = cursor.u16();
  cursor.skip(1);  // flags
  const auto largest_object = cursor.u32();
  cursor.skip(8);  // next identifier of a huge object
  huge_tree_ = cursor.u64();
  cursor.skip(8 * 10);  // statistics
  width_ = cursor.u16();
  start_size_ = cursor.u64();
  largest_direct_ = cursor.u64();
  const auto bits = cursor.u16();
  cursor.skip(2);
  root_ = cursor.u64();
  rows_ = cursor.u16();
  check_checksum(context, address, cursor.position() - address, heap);
  if (filters != 0) fail(heap, " with filters is not supported");
  check_power(start_size_, "its first block size");
  check_power(largest_direct_, "its largest block size");
  check_power(width_, "its width");
  if (bits > 64 || rows_ > 64) fail(heap, " has ", bits, " bits of offsets and ", rows_, " rows");
  offset_size_ = (bits + 7u) / 8;
  length_size_ = std::min(width_of(largest_direct_), width_of(largest_object));
}

Bytes FractalHeap::object(Bytes identifier) {
  Cursor cursor(identifier, "the identifier of a heap object");
  const auto kind = cursor.u8() >> 4;  // the version, 0, in the upper two bits
  constexpr int managed_kind = 0, huge_kind = 1;
  if (kind == managed_kind) {
    const auto offset = cursor.number(offset_size_);
    return managed(offset, cursor.number(length_size_));
  }
  if (kind == huge_kind) return huge(cursor.rest());
  fail(heap, " has an object of the kind ", kind, ", which is not supported");
}

/// Objects too large for blocks stand on their own; a tree knows where.
Bytes FractalHeap::huge(Bytes identifier) {
  if (huge_.empty())
    visit_new_tree(context_, huge_tree_, [&](Bytes record) {
      Cursor cursor(record, "a record of huge objects");
      const auto address = cursor.u64(), size = cursor.u64();
      huge_[cursor.u64()] = context_.at(address, size, heap);
    });
  const auto key = little_endian(identifier.first(std::min<std::size_t>(identifier.size(), 8)));
  const auto found = huge_.find(key);
  if (found == huge_.end()) fail(heap, " has no huge object ", key);
  return found->second;
}

/// Rows double from the second on: s, s, 2s, 4s, ...
std::uint64_t FractalHeap::row_size(std::uint64_t row) const {
  return row < 2 ? start_size_ : row > 31 ? undefined : start_size_ << (row - 1);
}

Bytes FractalHeap::from_block(std::uint64_t address, std::uint64_t block_size,
                              std::uint64_t block_offset, std::uint64_t offset,
                              std::uint64_t size) const {
  const auto block = context_.at(address, block_size, "a block of a fractal heap");
  if (text_of(block.first(std::min<std::size_t>(4, block.size()))) != "FHDB")
    fail("there is no block of a fractal heap at ", address);
  if (!inside(offset - block_offset, size, block_size))
    fail(heap, " has an object that leaves its block; received offset=", offset, " size=", size);
  return block.subspan(offset - block_offset, size);
}

/// Walks down the tables of blocks, each of which covers a power-of-two part of the heap's space.
Bytes FractalHeap::managed(std::uint64_t offset, std::uint64_t size) const {
  if (rows_ == 0) return from_block(root_, start_size_, 0, offset, size);
  auto address = root_;
  std::uint64_t base = 0, rows = rows_;
  for (int level = 0; level < 32; ++level) {
    std::uint64_t row = 0, row_start = base;
    while (row < rows && row_size(row) <= (std::uint64_t{1} << 40) &&
           offset - row_start >= row_size(row) * width_) {
      row_start += row_size(row) * width_;
      ++row;
    }
    if (row >= rows) break;
    const auto block_size = row_size(row);
    const auto column = (offset - row_start) / block_size;
    const auto entry = 4 + 1 + address_size + offset_size_ + (row * width_ + column) * address_size;
    if (text_of(context_.at(address, 4, heap)) != "FHIB")
      fail("there is no table of a fractal heap at ", address);
    const auto child = little_endian(context_.at(address, entry + address_size, heap).last(8));
    base = row_start + column * block_size;
    if (block_size <= largest_direct_) return from_block(child, block_size, base, offset, size);
    // A child table spans as much as a block of its row.
    rows = std::bit_width(block_size / (start_size_ * width_));
    address = child;
  }
  fail(heap, " has no object at offset ", offset);
}

}  // namespace keras::io::hdf5
