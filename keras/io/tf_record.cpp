#include "keras/io/tf_record.hpp"

#include <array>

namespace keras::io {
namespace {

constexpr std::array<std::uint32_t, 256> byte_table() {
  constexpr std::uint32_t polynomial = 0x82f63b78;  // reversed, as in RFC 3720
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    auto rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ ((rest & 1) != 0 ? polynomial : 0);
    table[byte] = rest;
  }
  return table;
}

/// A checksum of data that holds checksums itself: turned and moved away.
std::uint32_t masked(std::uint32_t crc) { return (crc >> 15 | crc << 17) + 0xa282ead8; }

}  // namespace

std::uint32_t crc32c(Bytes bytes) {
  static constexpr auto table = byte_table();
  std::uint32_t crc = 0xffffffff;
  for (const auto byte : bytes)
    crc = crc >> 8 ^ table[(crc ^ static_cast<std::uint32_t>(byte)) & 0xff];
  return ~crc;
}

std::vector<std::byte> tf_record(Bytes record) {
  std::vector<std::byte> out;
  put(out, std::uint64_t{record.size()}, 8);
  put(out, masked(crc32c(out)), 4);
  put(out, record);
  put(out, masked(crc32c(record)), 4);
  return out;
}

}  // namespace keras::io
