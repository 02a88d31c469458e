// The heaps of HDF5 files: where names, strings and dense messages lie.
#pragma once
#include <cstdint>
#include <string_view>

#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {

/// The data of the local heap at `address`: names of an old group, each ended by a NUL.
Bytes local_heap_data(const Context& context, std::uint64_t address);
/// The name that begins at `offset` of `heap`.
std::string_view heap_name(Bytes heap, std::uint64_t offset);

/// Object `index` of the collection at `address`.
Bytes global_heap_object(Context& context, std::uint64_t address, std::uint32_t index);

/// A heap of links or attributes, looked up by identifiers.
class FractalHeap {
 public:
  FractalHeap(const Context& context, std::uint64_t address);
  Bytes object(Bytes identifier);
  std::size_t identifier_size() const { return identifier_size_; }

 private:
  Bytes managed(std::uint64_t offset, std::uint64_t size) const;
  Bytes huge(Bytes identifier);
  std::uint64_t row_size(std::uint64_t row) const;
  Bytes from_block(std::uint64_t address, std::uint64_t block_size, std::uint64_t block_offset,
                   std::uint64_t offset, std::uint64_t size) const;

  const Context& context_;
  std::uint64_t huge_tree_ = 0, start_size_ = 0, largest_direct_ = 0, root_ = 0;
  std::map<std::uint64_t, Bytes> huge_;  // read when the first one is asked for
  std::size_t identifier_size_ = 0, offset_size_ = 0, length_size_ = 0, width_ = 0, rows_ = 0;
};

}  // namespace keras::io::hdf5
