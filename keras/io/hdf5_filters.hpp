// What was done to the chunks of an HDF5 dataset before they were stored.
#pragma once
#include <cstdint>
#include <vector>

#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {

struct Filter {
  enum Id : std::uint16_t { deflate = 1, shuffle = 2, fletcher = 3 };
  std::uint16_t id = 0;
  std::uint32_t first_value = 0;  // bytes of an element, for shuffle
};

/// Deflate, shuffle and fletcher32, each at most once; others are refused by name.
std::vector<Filter> parse_filters(Bytes message);

/// The `size` bytes of the chunk that is stored as `stored`; bit i of `skipped`: without filter i.
std::vector<std::byte> undo_filters(const std::vector<Filter>& filters, std::uint32_t skipped,
                                    Bytes stored, std::uint64_t size);

}  // namespace keras::io::hdf5
