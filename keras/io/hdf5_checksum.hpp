// The checksums inside HDF5 files.
#pragma once
#include <cstdint>

#include "keras/io/bytes.hpp"

namespace keras::io::hdf5 {

/// Bob Jenkins's lookup3 with the initial value 0, the checksum of structures.
std::uint32_t lookup3(Bytes bytes);

/// Fletcher's checksum over 16-bit words, the checksum of chunks.
std::uint32_t fletcher32(Bytes bytes);

}  // namespace keras::io::hdf5
