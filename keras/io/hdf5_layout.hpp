// Where the elements of an HDF5 dataset lie in the file.
#pragma once
#include <cstdint>
#include <vector>

#include "keras/io/hdf5_datatype.hpp"
#include "keras/io/hdf5_filters.hpp"

namespace keras::io::hdf5 {

struct Layout {
  enum Kind { compact, contiguous, chunked } kind = contiguous;
  enum Index { old_tree, single, implicit, fixed_array, extensible_array, new_tree };
  Index index = old_tree;             // of chunks
  std::uint64_t address = undefined;  // of the elements or of the index
  std::uint64_t size = 0;             // of contiguous elements
  Bytes data;                         // of compact ones
  std::vector<std::uint64_t> chunk;   // elements of a chunk along each axis
  std::uint64_t single_size = 0;      // stored bytes of a single filtered chunk
  std::uint32_t single_skipped = 0;
};

/// External files and virtual datasets are refused.
Layout parse_layout(const Object& object, const Dataspace& space, std::uint64_t itemsize);

struct Chunk {
  std::vector<std::uint64_t> at;  // in chunks from the origin, along each axis
  std::uint64_t address = 0, size = 0;
  std::uint32_t skipped = 0;  // filters
};

/// The chunks that are stored, each within the dataset and at most once.
std::vector<Chunk> find_chunks(const Context& context, const Layout& layout, const Dataspace& space,
                               std::uint64_t chunk_bytes, bool filtered);

/// The address, size and skipped filters of every chunk of an array index, in its order.
/// Absent chunks have the address `undefined`.
std::vector<Chunk> read_fixed_array(const Context& context, std::uint64_t address,
                                    std::uint64_t chunk_bytes);
std::vector<Chunk> read_extensible_array(const Context& context, std::uint64_t address,
                                         std::uint64_t chunk_bytes);
/// One element of an array index.
Chunk read_index_element(Cursor& cursor, bool filtered, std::size_t element_size,
                         std::uint64_t chunk_bytes);

/// The elements of the dataset as they are stored, in one piece: a view or a copy.
Buffer read_elements(Context& context, const Object& object, const Datatype& type,
                     const Dataspace& space);

}  // namespace keras::io::hdf5
