// The structures of HDF5 files as bytes, in their oldest and plainest versions.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/io/array.hpp"

namespace keras::io::hdf5 {

/// An attribute to be written; `text` when it is one string.
struct NewAttribute {
  std::string name;
  Array value;
  bool is_text = false;
};

/// Bytes that will stand at `base` of the file: structures are appended, and know their address.
struct Region {
  std::uint64_t base = 0;
  std::vector<std::byte> bytes;

  std::uint64_t next() const { return base + bytes.size(); }
};

/// A symbol: its name and the address of its object header.
using Symbols = std::vector<std::pair<std::string, std::uint64_t>>;

std::vector<std::byte> encode_superblock(std::uint64_t end, std::uint64_t root);
/// Appends the tree, heap and symbol tables of a group with `symbols` (sorted); returns the
/// group's symbol table message.
std::vector<std::byte> append_symbols(Region& region, const Symbols& symbols);
/// Appends the object header of a group or dataset with `messages`; returns its address.
std::uint64_t append_header(Region& region, const std::vector<std::vector<std::byte>>& messages);

/// The messages of a dataset whose elements stand at `address`.
std::vector<std::vector<std::byte>> dataset_messages(DType dtype, const Shape& shape,
                                                     std::uint64_t address);
/// The message of an attribute; a text goes to a global heap, which is appended to `region`.
std::vector<std::byte> attribute_message(Region& region, const NewAttribute& attribute);

}  // namespace keras::io::hdf5
