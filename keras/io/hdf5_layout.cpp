#include "keras/io/hdf5_layout.hpp"

#include "keras/core/error.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::uint8_t compact_class = 0, contiguous_class = 1, virtual_class = 3;  // 2: chunked

void check_rank(std::uint64_t rank, const Dataspace& space, bool chunked) {
  const auto expected = static_cast<std::uint64_t>(space.shape.rank()) + (chunked ? 1 : 0);
  if (rank != expected)
    fail("an HDF5 layout must have ", expected, " lengths for shape=", space.shape, "; received ",
         rank);
}

void add_chunk_lengths(Layout& layout, std::vector<std::uint64_t> lengths, std::uint64_t itemsize) {
  if (lengths.back() != itemsize)
    fail("an HDF5 chunk must have elements of ", itemsize, " bytes; received ", lengths.back());
  lengths.pop_back();
  for (const auto length : lengths)
    if (length == 0) fail("an HDF5 chunk must have positive lengths; received 0");
  layout.chunk = std::move(lengths);
}

void parse_new_chunks(Layout& layout, Cursor& cursor, const Dataspace& space,
                      std::uint64_t itemsize) {
  constexpr std::uint8_t has_single_filtered = 2;
  constexpr int single = 1, fixed = 3, extensible = 4, tree = 5;
  const auto flags = cursor.u8(), rank = cursor.u8(), width = cursor.u8();
  check_rank(rank, space, true);
  if (width == 0 || width > 8) fail("an HDF5 layout has lengths of ", width, " bytes");
  std::vector<std::uint64_t> lengths;
  for (int axis = 0; axis < rank; ++axis) lengths.push_back(cursor.number(width));
  add_chunk_lengths(layout, std::move(lengths), itemsize);
  const int index = cursor.u8();
  if (index < single || index > tree) fail("an HDF5 dataset has the chunk index ", index);
  layout.index = static_cast<Layout::Index>(index);
  if (index == single && (flags & has_single_filtered)) {
    layout.single_size = cursor.u64();
    layout.single_skipped = cursor.u32();
  }
  cursor.skip(index == fixed ? 1 : index == extensible ? 5 : index == tree ? 6 : 0);
  layout.address = cursor.u64();
}

Layout parse_body(Cursor& cursor, int version, const Dataspace& space, std::uint64_t itemsize) {
  const auto kind = cursor.u8();
  if (kind == virtual_class) fail("virtual datasets (parts of other files) are not supported");
  if (kind > virtual_class) fail("an HDF5 layout has the class ", kind);
  Layout layout;
  layout.kind = static_cast<Layout::Kind>(kind);
  if (kind == compact_class) {
    layout.data = cursor.take(cursor.u16());
  } else if (kind == contiguous_class) {
    layout.address = cursor.u64();
    layout.size = cursor.u64();
  } else if (version == 3) {
    const auto rank = cursor.u8();
    check_rank(rank, space, true);
    layout.address = cursor.u64();
    std::vector<std::uint64_t> lengths;
    for (int axis = 0; axis < rank; ++axis) lengths.push_back(cursor.u32());
    add_chunk_lengths(layout, std::move(lengths), itemsize);
  } else {
    parse_new_chunks(layout, cursor, space, itemsize);
  }
  return layout;
}

}  // namespace

Layout parse_layout(const Object& object, const Dataspace& space, std::uint64_t itemsize) {
  if (object.find(message_external_files))
    fail("external storage (elements in other files) is not supported");
  Cursor cursor(object.at(message_layout, "layout").body, "an HDF5 layout");
  const auto version = cursor.u8();
  if (version < 3 || version > 5)  // older ones ended with HDF5 1.6.2, ten years before Keras
    fail("an HDF5 layout must have a version of 3 to 5; received ", version);
  auto layout = parse_body(cursor, version, space, itemsize);
  const auto declared = declared_bytes(space.shape, itemsize, "the dataset");
  const auto stored = layout.kind == Layout::compact ? layout.data.size() : layout.size;
  const bool absent = layout.kind == Layout::contiguous && layout.address == undefined;
  if (layout.kind != Layout::chunked && !absent && stored != declared)
    fail("shape=", space.shape, " needs ", declared, " bytes; ", stored, " are stored");
  return layout;
}

}  // namespace keras::io::hdf5
