// The two generations of B-trees in HDF5 files.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {

/// Version 1: calls `visit(key, child)` for every child of the leaves, with the key before it.
/// `kind` is 0 for groups, 1 for chunks.
void visit_old_tree(const Context& context, std::uint64_t address, int kind, std::size_t key_size,
                    const std::function<void(Bytes key, std::uint64_t child)>& visit);

/// Version 2: calls `visit` for every record.
void visit_new_tree(const Context& context, std::uint64_t address,
                    const std::function<void(Bytes record)>& visit);

/// Compares the checksum that follows `size` bytes at `address`.
void check_checksum(const Context& context, std::uint64_t address, std::uint64_t size,
                    std::string_view what);

}  // namespace keras::io::hdf5
