#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_layout.hpp"

namespace keras::io::hdf5 {
namespace {

/// The value of elements that were never written: what the file says, else zero.
Bytes fill_value(const Object& object, std::uint64_t itemsize) {
  const auto value = [&](Bytes message) -> Bytes {
    Cursor cursor(message, "an HDF5 fill value");
    const auto version = cursor.u8();
    if (version == 3) {
      constexpr std::uint8_t is_defined = 0x20;
      if (!(cursor.u8() & is_defined)) return {};
    } else {
      cursor.skip(2);
      const bool is_defined = cursor.u8() != 0;
      if (version > 1 && !is_defined) return {};
    }
    return cursor.take(cursor.u32());
  };
  const auto* message = object.find(message_fill);
  const auto bytes = message ? value(message->body) : Bytes();
  return bytes.size() == itemsize ? bytes : Bytes();
}

void fill(std::span<std::byte> out, Bytes value) {
  if (value.empty()) return std::fill(out.begin(), out.end(), std::byte{0});
  for (std::size_t at = 0; at + value.size() <= out.size(); at += value.size())
    std::copy(value.begin(), value.end(), out.begin() + static_cast<std::ptrdiff_t>(at));
}

/// Copies chunks into the dataset, row by row.
class Assembler {
 public:
  Assembler(const Layout& layout, const Shape& shape, std::uint64_t itemsize,
            std::span<std::byte> out)
      : chunk_(layout.chunk), shape_(shape.begin(), shape.end()), itemsize_(itemsize), out_(out) {}

  void add(const Chunk& chunk, Bytes contents) const {
    const auto rank = chunk_.size();
    if (rank == 0) return put_row(0, 0, itemsize_, contents);
    std::vector<std::uint64_t> size(rank), index(rank, 0);
    for (std::size_t axis = 0; axis < rank; ++axis)
      size[axis] = std::min(chunk_[axis], shape_[axis] - chunk.at[axis] * chunk_[axis]);
    const auto row_bytes = size[rank - 1] * itemsize_;
    for (bool more = true; more;) {
      std::uint64_t from = 0, to = 0;
      for (std::size_t axis = 0; axis < rank; ++axis) {
        from = from * chunk_[axis] + index[axis];
        to = to * shape_[axis] + chunk.at[axis] * chunk_[axis] + index[axis];
      }
      put_row(from * itemsize_, to * itemsize_, row_bytes, contents);
      more = next(index, size);
    }
  }

 private:
  /// The next row's place, all axes but the last counting; false after the last.
  static bool next(std::vector<std::uint64_t>& index, const std::vector<std::uint64_t>& size) {
    for (std::size_t axis = index.size() - 1; axis-- > 0;) {
      if (++index[axis] < size[axis]) return true;
      index[axis] = 0;
    }
    return false;
  }

  void put_row(std::uint64_t from, std::uint64_t to, std::uint64_t size, Bytes contents) const {
    const auto row = contents.subspan(from, size);
    std::copy(row.begin(), row.end(), out_.begin() + static_cast<std::ptrdiff_t>(to));
  }

  std::vector<std::uint64_t> chunk_, shape_;
  std::uint64_t itemsize_;
  std::span<std::byte> out_;
};

std::uint64_t bytes_of_chunk(const Layout& layout, std::uint64_t itemsize) {
  std::uint64_t bytes = itemsize;
  for (const auto length : layout.chunk)
    if (__builtin_mul_overflow(bytes, length, &bytes) || bytes >> 40)
      fail("a chunk of the dataset has more than 2**40 bytes");
  return bytes;
}

std::vector<Filter> filters_of(const Object& object) {
  return object.find(message_filters)
             ? parse_filters(object.at(message_filters, "filter message").body)
             : std::vector<Filter>();
}

Buffer read_chunks(Context& context, const Object& object, const Layout& layout,
                   const Datatype& type, const Dataspace& space) {
  const auto filters = filters_of(object);
  const auto chunk_bytes = bytes_of_chunk(layout, type.size);
  const auto chunks = find_chunks(context, layout, space, chunk_bytes, !filters.empty());
  const auto declared = declared_bytes(space.shape, type.size, "the dataset");
  std::uint64_t stored_bytes = 0;
  for (const auto& chunk : chunks)
    stored_bytes += context.at(chunk.address, chunk.size, "a chunk").size();
  if (stored_bytes > context.image.size()) fail("the chunks of the dataset overlap");
  // Filtered chunks are unfolded whole, also where they reach beyond the dataset.
  std::uint64_t unfolded = 0;
  if (__builtin_mul_overflow(chunks.size(), chunk_bytes, &unfolded)) unfolded = undefined;
  context.unfold(object.address, std::max(declared, filters.empty() ? 0 : unfolded));
  Storage storage(declared);
  fill(storage.bytes(), fill_value(object, type.size));
  const Assembler assembler(layout, space.shape, type.size, storage.bytes());
  for (const auto& chunk : chunks) {
    const auto stored = context.at(chunk.address, chunk.size, "a chunk");
    if (filters.empty() && chunk.size != chunk_bytes)
      fail("a chunk must have ", chunk_bytes, " bytes; received ", chunk.size);
    if (filters.empty()) {
      assembler.add(chunk, stored);
    } else {
      assembler.add(chunk, undo_filters(filters, chunk.skipped, stored, chunk_bytes));
    }
  }
  return std::move(storage).share();
}

}  // namespace

Buffer read_elements(Context& context, const Object& object, const Datatype& type,
                     const Dataspace& space) {
  const auto layout = parse_layout(object, space, type.size);
  const auto declared = declared_bytes(space.shape, type.size, "the dataset");
  if (layout.kind == Layout::chunked) return read_chunks(context, object, layout, type, space);
  if (layout.kind == Layout::compact) return context.file.share(layout.data);
  if (layout.address != undefined)
    return context.file.share(context.at(layout.address, declared, "the elements"));
  context.unfold(object.address, declared);  // never written
  Storage storage(declared);
  fill(storage.bytes(), fill_value(object, type.size));
  return std::move(storage).share();
}

}  // namespace keras::io::hdf5
