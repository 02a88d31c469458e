// The checksum of zip members.
#pragma once
#include <cstdint>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// The CRC-32 of what had the CRC-32 `before` (0 for nothing), followed by `bytes`.
std::uint32_t crc32(std::uint32_t before, Bytes bytes);

}  // namespace keras::io
