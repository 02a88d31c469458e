#include "keras/io/crc32.hpp"

#include <doctest/doctest.h>

namespace keras::io {
namespace {

/// Bit by bit, as the polynomial says.
std::uint32_t slow_crc32(Bytes bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const auto byte : bytes) {
    crc ^= static_cast<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

}  // namespace

TEST_CASE("crc32 at every length and in pieces") {
  CHECK(crc32(0, bytes_of("123456789")) == 0xCBF43926);
  CHECK(crc32(7, Bytes()) == 7);
  std::vector<std::byte> data;
  for (std::size_t size = 0; size < 300; ++size) {
    CHECK(crc32(0, data) == slow_crc32(data));
    const auto half = Bytes(data).first(size / 2);
    CHECK(crc32(crc32(0, half), Bytes(data).subspan(size / 2)) == slow_crc32(data));
    data.push_back(static_cast<std::byte>(size * 37 + size / 7));
  }
}

}  // namespace keras::io
