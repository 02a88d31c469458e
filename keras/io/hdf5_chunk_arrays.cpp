#include <algorithm>
#include <bit>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_layout.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::size_t checksum_size = 4;
constexpr std::size_t block_head = 4 + 1 + 1 + address_size;  // signature, version, client, header

/// What the elements of an array look like.
struct Elements {
  const Context& context;
  bool filtered = false;
  std::size_t size = 0;
  std::uint64_t chunk_bytes = 0;

  /// Appends `count` elements from the cursor on.
  void read(Cursor& cursor, std::uint64_t count, std::vector<Chunk>& chunks) const {
    for (; count > 0; --count)
      chunks.push_back(read_index_element(cursor, filtered, size, chunk_bytes));
  }
  /// Appends `count` elements in pages of `page`, each followed by its checksum.
  void read_pages(Cursor& cursor, std::uint64_t count, std::uint64_t page,
                  std::vector<Chunk>& chunks) const {
    for (; count > 0; count -= std::min(count, page)) {
      read(cursor, std::min(count, page), chunks);
      cursor.skip(checksum_size);
    }
  }
  /// Appends `count` absent chunks, of a block that was never made.
  void skip(std::uint64_t count, std::vector<Chunk>& chunks) const {
    chunks.resize(chunks.size() + count, {{}, undefined, 0, 0});
  }
};

Cursor open_block(const Context& context, std::uint64_t address, std::string_view signature) {
  auto cursor = context.cursor(address, "an HDF5 chunk index");
  if (cursor.text(4) != signature || cursor.u8() != 0)
    fail("there is no HDF5 chunk index ", signature, " at ", address);
  return cursor;
}

Elements read_elements_head(const Context& context, Cursor& cursor, std::uint64_t chunk_bytes) {
  Elements elements{context, cursor.u8() != 0, 0, chunk_bytes};
  elements.size = cursor.u8();
  return elements;
}

/// The parameters of an extensible array: a list of "super blocks" of doubling data blocks.
struct Extensible {
  Elements elements;
  std::uint64_t limit = 0;  // elements that were ever set
  int bits = 0, page_bits = 0;
  std::uint64_t in_index = 0, smallest_block = 0, smallest_pointers = 0, index = 0;

  std::uint64_t blocks_of(std::uint64_t super) const { return std::uint64_t{1} << super / 2; }
  std::uint64_t block_size(std::uint64_t super) const {
    return (std::uint64_t{1} << (super + 1) / 2) * smallest_block;
  }
  std::size_t offset_size() const { return static_cast<std::size_t>(bits + 7) / 8; }
  std::uint64_t pages_of(std::uint64_t size) const { return size >> page_bits; }
};

Extensible read_extensible_head(const Context& context, std::uint64_t address,
                                std::uint64_t chunk_bytes) {
  auto cursor = open_block(context, address, "EAHD");
  Extensible array{read_elements_head(context, cursor, chunk_bytes)};
  array.bits = cursor.u8();
  array.in_index = cursor.u8();
  array.smallest_block = cursor.u8();
  array.smallest_pointers = cursor.u8();
  array.page_bits = cursor.u8();
  cursor.skip(8 * 4);  // statistics
  array.limit = cursor.u64();
  cursor.skip(8);
  array.index = cursor.u64();
  check_checksum(context, address, cursor.position() - address, "an HDF5 chunk index");
  if (array.bits > 64 || array.page_bits > 32 || !std::has_single_bit(array.smallest_block) ||
      !std::has_single_bit(array.smallest_pointers))
    fail("an HDF5 chunk index is damaged: bits=", array.bits, " elements=", array.limit);
  context.check_count(array.limit);
  return array;
}

void read_data_block(const Extensible& array, std::uint64_t address, std::uint64_t size,
                     std::vector<Chunk>& chunks) {
  const auto& elements = array.elements;
  if (address == undefined) return elements.skip(std::min(size, array.limit), chunks);
  auto cursor = open_block(elements.context, address, "EADB");
  cursor.skip(1 + address_size + array.offset_size());
  if (array.pages_of(size) == 0 || size == std::uint64_t{1} << array.page_bits)
    return elements.read(cursor, size, chunks);
  cursor.skip(checksum_size);
  elements.read_pages(cursor, size, std::uint64_t{1} << array.page_bits, chunks);
}

void read_super_block(const Extensible& array, std::uint64_t address, std::uint64_t super,
                      std::vector<Chunk>& chunks) {
  const auto size = array.block_size(super), blocks = array.blocks_of(super);
  if (address == undefined)
    return array.elements.skip(std::min(size * blocks, array.limit), chunks);
  auto cursor = open_block(array.elements.context, address, "EASB");
  cursor.skip(1 + address_size + array.offset_size());
  const auto pages = array.pages_of(size);
  if (pages > 1) cursor.skip(blocks * ((pages + 7) / 8));  // which pages are in use
  for (std::uint64_t i = 0; i < blocks && chunks.size() < array.limit; ++i)
    read_data_block(array, cursor.u64(), size, chunks);
}

}  // namespace

std::vector<Chunk> read_fixed_array(const Context& context, std::uint64_t address,
                                    std::uint64_t chunk_bytes) {
  auto head = open_block(context, address, "FAHD");
  const auto elements = read_elements_head(context, head, chunk_bytes);
  const int page_bits = head.u8();
  const auto count = head.u64(), block = head.u64();
  check_checksum(context, address, head.position() - address, "an HDF5 chunk index");
  if (page_bits > 32) fail("an HDF5 chunk index has pages of ", page_bits, " bits");
  context.check_count(count);
  std::vector<Chunk> chunks;
  if (block == undefined) return chunks;
  auto cursor = open_block(context, block, "FADB");
  cursor.skip(block_head - 5);
  const auto page = std::uint64_t{1} << page_bits;
  if (count <= page) {
    elements.read(cursor, count, chunks);
    return chunks;
  }
  const auto pages = count / page + (count % page != 0);
  const auto in_use = cursor.take(pages / 8 + (pages % 8 != 0));
  cursor.skip(checksum_size);
  const auto page_bytes = page * elements.size + checksum_size;
  for (std::uint64_t i = 0; i < pages; ++i) {
    const auto size = std::min(page, count - i * page);
    const bool used = static_cast<int>(in_use[i / 8]) & 0x80 >> i % 8;
    const auto next = cursor.position() + page_bytes;
    if (used) elements.read(cursor, size, chunks);
    if (!used) elements.skip(size, chunks);
    if (i + 1 < pages) cursor.skip(next - cursor.position());
  }
  return chunks;
}

std::vector<Chunk> read_extensible_array(const Context& context, std::uint64_t address,
                                         std::uint64_t chunk_bytes) {
  const auto array = read_extensible_head(context, address, chunk_bytes);
  std::vector<Chunk> chunks;
  if (array.index == undefined) return chunks;
  auto cursor = open_block(context, array.index, "EAIB");
  cursor.skip(1 + address_size);
  array.elements.read(cursor, array.in_index, chunks);
  // The data blocks of the first super blocks are listed in the index itself.
  const auto direct = 2 * (static_cast<std::uint64_t>(std::bit_width(array.smallest_pointers) - 1));
  for (std::uint64_t super = 0; super < direct; ++super)
    for (auto i = array.blocks_of(super); i > 0; --i) {
      const auto block = cursor.u64();
      if (chunks.size() < array.limit)
        read_data_block(array, block, array.block_size(super), chunks);
    }
  const auto rows = 1 + array.bits - (static_cast<int>(std::bit_width(array.smallest_block)) - 1);
  const auto last = static_cast<std::uint64_t>(std::max<int>(rows, 0));
  for (auto super = direct; super < last && chunks.size() < array.limit; ++super)
    read_super_block(array, cursor.u64(), super, chunks);
  return chunks;
}

}  // namespace keras::io::hdf5
