#include "keras/io/hdf5_filters.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_checksum.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::uint64_t deflate_ratio = 1032;  // no deflate stream unfolds further
constexpr std::size_t checksum_size = 4;
constexpr std::size_t most_filters = 32;

const char* filter_name(std::uint16_t id) {
  switch (id) {
    case 4:
      return " (szip)";
    case 5:
      return " (nbit)";
    case 6:
      return " (scale-offset)";
    case 32000:
      return " (lzf)";
    default:
      return "";
  }
}

Filter parse_filter(Cursor& cursor, int version) {
  constexpr std::uint16_t first_named = 256;
  Filter filter;
  filter.id = cursor.u16();
  const bool named = version == 1 || filter.id >= first_named;
  const std::uint64_t name_size = named ? cursor.u16() : 0;
  cursor.skip(2);  // flags
  const auto values = cursor.u16();
  cursor.skip(version == 1 ? (name_size + 7) / 8 * 8 : name_size);
  for (int i = 0; i < values; ++i) {
    const auto value = cursor.u32();
    if (i == 0) filter.first_value = value;
  }
  if (version == 1 && values % 2 != 0) cursor.skip(4);
  if (filter.id < Filter::deflate || filter.id > Filter::fletcher)
    fail("the HDF5 filter ", filter.id, filter_name(filter.id),
         " is not supported; expected deflate, shuffle or fletcher32");
  return filter;
}

[[noreturn]] void fail_inflate(std::uint64_t size) {
  fail("a chunk is damaged: it does not inflate to its ", size, " bytes");
}

std::vector<std::byte> inflate_chunk(Bytes packed, std::uint64_t size) {
  constexpr auto most = std::numeric_limits<uInt>::max();
  if (packed.size() > most || size > most || size / deflate_ratio > packed.size())
    fail_inflate(size);
  std::vector<std::byte> out(size);
  auto out_size = static_cast<uLongf>(size);
  auto packed_size = static_cast<uLong>(packed.size());
  const auto status = uncompress2(reinterpret_cast<Bytef*>(out.data()), &out_size,
                                  reinterpret_cast<const Bytef*>(packed.data()), &packed_size);
  if (status == Z_MEM_ERROR) throw std::bad_alloc();
  if (status != Z_OK || out_size != size) fail_inflate(size);
  return out;
}

/// Bytes that were grouped by their place in the element, back in elements.
std::vector<std::byte> unshuffle(const std::vector<std::byte>& in, std::size_t itemsize) {
  if (itemsize < 2 || in.size() < itemsize) return in;
  const auto count = in.size() / itemsize;
  auto out = in;  // bytes after the last whole element stay where they are
  for (std::size_t place = 0; place < itemsize; ++place)
    for (std::size_t i = 0; i < count; ++i) out[i * itemsize + place] = in[place * count + i];
  return out;
}

bool same_checksum(std::uint32_t a, std::uint32_t b) {
  // The library's folded sums may be 65535 where the remainder is 0.
  const auto same = [](std::uint32_t x, std::uint32_t y) { return x % 65535 == y % 65535; };
  return same(a >> 16, b >> 16) && same(a & 0xFFFF, b & 0xFFFF);
}

Bytes without_checksum(Bytes chunk) {
  if (chunk.size() < checksum_size) fail("a chunk is too short for its checksum");
  const auto contents = chunk.first(chunk.size() - checksum_size);
  const auto stored = static_cast<std::uint32_t>(little_endian(chunk.last(checksum_size)));
  const auto real = fletcher32(contents);
  // Early versions of the library swapped the bytes of each half.
  const auto swapped = (real & 0x00FF00FF) << 8 | (real >> 8 & 0x00FF00FF);
  if (!same_checksum(stored, real) && stored != swapped)
    fail("a chunk is damaged: its fletcher32 checksum does not fit");
  return contents;
}

}  // namespace

std::vector<Filter> parse_filters(Bytes message) {
  Cursor cursor(message, "an HDF5 filter message");
  const auto version = cursor.u8(), count = cursor.u8();
  if (version != 1 && version != 2) fail("an HDF5 filter message has the version ", version);
  if (count > most_filters) fail("an HDF5 dataset has ", count, " filters");
  if (version == 1) cursor.skip(6);
  std::vector<Filter> filters;
  for (int i = 0; i < count; ++i) {
    const auto filter = parse_filter(cursor, version);
    const auto same = [&](const Filter& other) { return other.id == filter.id; };
    if (std::any_of(filters.begin(), filters.end(), same))
      fail("an HDF5 dataset has the filter ", filter.id, " twice");
    filters.push_back(filter);
  }
  return filters;
}

std::vector<std::byte> undo_filters(const std::vector<Filter>& filters, std::uint32_t skipped,
                                    Bytes stored, std::uint64_t size) {
  // What each filter got to work on: only fletcher32 adds bytes, only deflate changes the number.
  std::vector<std::uint64_t> input(filters.size());
  auto before = size;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    input[i] = before;
    const bool used = (skipped >> i & 1) == 0;
    if (used && filters[i].id == Filter::fletcher) before += checksum_size;
  }
  std::vector<std::byte> chunk(stored.begin(), stored.end());
  for (std::size_t i = filters.size(); i-- > 0;) {
    if (skipped >> i & 1) continue;
    if (filters[i].id == Filter::deflate) chunk = inflate_chunk(chunk, input[i]);
    if (filters[i].id == Filter::shuffle) chunk = unshuffle(chunk, filters[i].first_value);
    if (filters[i].id == Filter::fletcher) chunk.resize(without_checksum(chunk).size());
  }
  if (chunk.size() != size) fail("a chunk must have ", size, " bytes; received ", chunk.size());
  return chunk;
}

}  // namespace keras::io::hdf5
