#include <algorithm>
#include <bit>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_layout.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::size_t checksum_size = 4;
constexpr std::size_t block_head = 4 + 1 + 1 + address_size;  // signature, version, client, header

/// Whether bit `i` is set, the first being the highest of its byte.
bool is_set(Bytes bits, std::uint64_t i) {
  return (std::to_integer<int>(bits[i / 8]) & 0x80 >> i % 8) != 0;
}

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
  /// Appends `count` elements in pages of `page`, each followed by its checksum. Bits of `in_use`,
  /// from `first` on, say which pages were ever written: the others hold what the disk held.
  void read_pages(Cursor& cursor, std::uint64_t count, std::uint64_t page, Bytes in_use,
                  std::uint64_t first, std::vector<Chunk>& chunks) const {
    for (; count > 0; ++first) {
      const auto here = std::min(count, page);
      Cursor elements(cursor.take(here * size + checksum_size), "a page of an HDF5 chunk index");
      if (is_set(in_use, first)) {
        read(elements, here, chunks);
      } else {
        skip(here, chunks);
      }
      count -= here;
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
  if (elements.size < address_size)
    fail("an element of an HDF5 chunk index has ", elements.size, " bytes");
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
  std::uint64_t page() const { return std::uint64_t{1} << page_bits; }
  /// The super blocks whose data blocks are listed in the index itself.
  std::uint64_t direct() const {
    return 2 * static_cast<std::uint64_t>(std::bit_width(smallest_pointers) - 1);
  }
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
  constexpr int most_bits = 32;  // as HDF5 itself has it
  if (array.bits > most_bits || array.page_bits > most_bits ||
      !std::has_single_bit(array.smallest_block) || !std::has_single_bit(array.smallest_pointers))
    fail("an HDF5 chunk index is damaged: bits=", array.bits, " elements=", array.limit);
  context.check_count(array.limit);
  return array;
}

/// A block of `size` elements, in pages when it has room for more than one.
void read_data_block(const Extensible& array, std::uint64_t address, std::uint64_t size,
                     Bytes in_use, std::uint64_t first_page, std::vector<Chunk>& chunks) {
  const auto& elements = array.elements;
  if (address == undefined) return elements.skip(std::min(size, array.limit), chunks);
  auto cursor = open_block(elements.context, address, "EADB");
  cursor.skip(1 + address_size + array.offset_size());
  if (size <= array.page()) return elements.read(cursor, size, chunks);
  cursor.skip(checksum_size);
  elements.read_pages(cursor, size, array.page(), in_use, first_page, chunks);
}

void read_super_block(const Extensible& array, std::uint64_t address, std::uint64_t super,
                      std::vector<Chunk>& chunks) {
  const auto size = array.block_size(super), blocks = array.blocks_of(super);
  if (address == undefined)
    return array.elements.skip(std::min(size * blocks, array.limit), chunks);
  auto cursor = open_block(array.elements.context, address, "EASB");
  cursor.skip(1 + address_size + array.offset_size());
  const auto pages = size > array.page() ? size / array.page() : 0;
  const auto in_use = cursor.take(blocks * ((pages + 7) / 8));
  for (std::uint64_t i = 0; i < blocks && chunks.size() < array.limit; ++i)
    read_data_block(array, cursor.u64(), size, in_use, i * pages, chunks);
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
  elements.read_pages(cursor, count, page, in_use, 0, chunks);
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
  for (std::uint64_t super = 0; super < array.direct(); ++super)
    for (auto i = array.blocks_of(super); i > 0; --i) {
      const auto block = cursor.u64(), size = array.block_size(super);
      if (size > array.page()) fail("an HDF5 chunk index lists pages where it cannot");
      if (chunks.size() < array.limit) read_data_block(array, block, size, {}, 0, chunks);
    }
  const auto rows = 1 + array.bits - (static_cast<int>(std::bit_width(array.smallest_block)) - 1);
  const auto last = static_cast<std::uint64_t>(std::max<int>(rows, 0));
  for (auto super = array.direct(); super < last && chunks.size() < array.limit; ++super)
    read_super_block(array, cursor.u64(), super, chunks);
  return chunks;
}

}  // namespace keras::io::hdf5
