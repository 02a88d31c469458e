#include <algorithm>
#include <numeric>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_layout.hpp"

namespace keras::io::hdf5 {
namespace {

using Lengths = std::vector<std::uint64_t>;
constexpr std::uint64_t unlimited = undefined;

/// How many chunks cover `lengths`.
Lengths grid_of(const Lengths& lengths, const Lengths& chunk) {
  Lengths grid;
  for (std::size_t axis = 0; axis < lengths.size(); ++axis)
    grid.push_back(lengths[axis] / chunk[axis] + (lengths[axis] % chunk[axis] != 0));
  return grid;
}

Lengths lengths_of(const Shape& shape) { return {shape.begin(), shape.end()}; }

/// Place `number` in a grid, the last axis running fastest along `order`.
Lengths unravel(std::uint64_t number, const Lengths& grid, const std::vector<std::size_t>& order) {
  Lengths at(grid.size());
  for (std::size_t i = order.size(); i-- > 0;) {
    const auto axis = order[i];
    // The slowest axis takes what is left: it may grow without limit.
    const bool open = i == 0 || grid[axis] == 0;
    at[axis] = open ? number : number % grid[axis];
    number = open ? 0 : number / grid[axis];
  }
  return at;
}

std::vector<Chunk> read_old_tree(const Context& context, const Layout& layout) {
  std::vector<Chunk> chunks;
  const auto rank = layout.chunk.size();
  const auto key_size = 4 + 4 + 8 * (rank + 1);
  visit_old_tree(context, layout.address, 1, key_size, [&](Bytes key, std::uint64_t address) {
    Cursor cursor(key, "the key of an HDF5 chunk");
    Chunk chunk;
    chunk.size = cursor.u32();
    chunk.skipped = cursor.u32();
    chunk.address = address;
    for (std::size_t axis = 0; axis < rank; ++axis) {
      const auto offset = cursor.u64();
      if (offset % layout.chunk[axis] != 0)
        fail("an HDF5 chunk must begin at a multiple of ", layout.chunk[axis],
             "; received offset=", offset);
      chunk.at.push_back(offset / layout.chunk[axis]);
    }
    chunks.push_back(std::move(chunk));
  });
  return chunks;
}

std::vector<Chunk> read_new_tree(const Context& context, const Layout& layout,
                                 std::uint64_t chunk_bytes, bool filtered) {
  std::vector<Chunk> chunks;
  const auto coordinates = 8 * layout.chunk.size();
  visit_new_tree(context, layout.address, [&](Bytes record) {
    if (record.size() < coordinates) fail("a record of HDF5 chunks is cut short");
    Cursor cursor(record, "a record of HDF5 chunks");
    auto chunk = read_index_element(cursor, filtered, record.size() - coordinates, chunk_bytes);
    for (std::size_t axis = 0; axis < layout.chunk.size(); ++axis) chunk.at.push_back(cursor.u64());
    chunks.push_back(std::move(chunk));
  });
  return chunks;
}

/// Chunks one after the other, without an index.
std::vector<Chunk> read_implicit(const Context& context, const Layout& layout, const Lengths& grid,
                                 std::uint64_t chunk_bytes) {
  std::uint64_t count = 1, bytes = 0;
  for (const auto length : grid)
    if (__builtin_mul_overflow(count, length, &count)) count = undefined;
  if (__builtin_mul_overflow(count, chunk_bytes, &bytes)) bytes = undefined;
  context.at(layout.address, bytes, "the chunks of an HDF5 dataset");
  context.check_count(count);
  std::vector<Chunk> chunks(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    chunks[i].address = layout.address + i * chunk_bytes;
    chunks[i].size = chunk_bytes;
  }
  return chunks;
}

/// Gives the chunks of an array index their places: counted in the largest grid the dataset may
/// grow to, with the axis without limit (if any) slowest.
void place(std::vector<Chunk>& chunks, const Lengths& grid, const Dataspace& space) {
  std::vector<std::size_t> order(grid.size());
  std::iota(order.begin(), order.end(), 0);
  const auto open = std::find(space.most.begin(), space.most.end(), unlimited);
  if (open != space.most.end())
    std::rotate(order.begin(), order.begin() + (open - space.most.begin()),
                order.begin() + (open - space.most.begin()) + 1);
  for (std::size_t i = 0; i < chunks.size(); ++i) chunks[i].at = unravel(i, grid, order);
}

bool beyond(const Chunk& chunk, const Lengths& grid) {
  for (std::size_t axis = 0; axis < grid.size(); ++axis)
    if (chunk.at[axis] >= grid[axis]) return true;
  return false;
}

std::vector<Chunk> read_index(const Context& context, const Layout& layout, const Dataspace& space,
                              std::uint64_t chunk_bytes, bool filtered) {
  if (layout.index == Layout::old_tree) return read_old_tree(context, layout);
  if (layout.index == Layout::new_tree)
    return read_new_tree(context, layout, chunk_bytes, filtered);
  std::vector<Chunk> chunks;
  const auto grid = grid_of(space.most, layout.chunk);
  if (layout.index == Layout::single)
    chunks = {
        {{}, layout.address, filtered ? layout.single_size : chunk_bytes, layout.single_skipped}};
  if (layout.index == Layout::implicit) chunks = read_implicit(context, layout, grid, chunk_bytes);
  if (layout.index == Layout::fixed_array)
    chunks = read_fixed_array(context, layout.address, chunk_bytes);
  if (layout.index == Layout::extensible_array)
    chunks = read_extensible_array(context, layout.address, chunk_bytes);
  place(chunks, grid, space);
  return chunks;
}

}  // namespace

Chunk read_index_element(Cursor& cursor, bool filtered, std::size_t element_size,
                         std::uint64_t chunk_bytes) {
  constexpr std::size_t mask_size = 4;
  const auto fixed = address_size + (filtered ? mask_size : 0);
  if (element_size < fixed || element_size - fixed > 8 || (!filtered && element_size != fixed))
    fail("an element of an HDF5 chunk index has ", element_size, " bytes");
  Chunk chunk;
  chunk.address = cursor.u64();
  chunk.size = filtered ? cursor.number(element_size - fixed) : chunk_bytes;
  if (filtered) chunk.skipped = cursor.u32();
  return chunk;
}

std::vector<Chunk> find_chunks(const Context& context, const Layout& layout, const Dataspace& space,
                               std::uint64_t chunk_bytes, bool filtered) {
  if (layout.address == undefined) return {};
  auto chunks = read_index(context, layout, space, chunk_bytes, filtered);
  const auto grid = grid_of(lengths_of(space.shape), layout.chunk);
  std::erase_if(chunks, [&](const auto& chunk) {
    return chunk.address == undefined || beyond(chunk, grid);  // a dataset may have been shortened
  });
  std::sort(chunks.begin(), chunks.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  const auto same = [](const auto& a, const auto& b) { return a.at == b.at; };
  if (std::adjacent_find(chunks.begin(), chunks.end(), same) != chunks.end())
    fail("an HDF5 chunk is stored twice");
  return chunks;
}

}  // namespace keras::io::hdf5
