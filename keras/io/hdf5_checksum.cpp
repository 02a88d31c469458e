#include "keras/io/hdf5_checksum.hpp"

#include <algorithm>
#include <bit>

namespace keras::io::hdf5 {
namespace {

std::uint32_t word(Bytes bytes, std::size_t offset) {
  if (offset >= bytes.size()) return 0;
  return static_cast<std::uint32_t>(
      little_endian(bytes.subspan(offset, std::min<std::size_t>(4, bytes.size() - offset))));
}

}  // namespace

// The algorithm: https://burtleburtle.net/bob/c/lookup3.c
std::uint32_t lookup3(Bytes bytes) {
  using std::rotl;
  auto a = 0xdeadbeef + static_cast<std::uint32_t>(bytes.size()), b = a, c = a;
  for (; bytes.size() > 12; bytes = bytes.subspan(12)) {
    a += word(bytes, 0), b += word(bytes, 4), c += word(bytes, 8);
    a -= c, a ^= rotl(c, 4), c += b;
    b -= a, b ^= rotl(a, 6), a += c;
    c -= b, c ^= rotl(b, 8), b += a;
    a -= c, a ^= rotl(c, 16), c += b;
    b -= a, b ^= rotl(a, 19), a += c;
    c -= b, c ^= rotl(b, 4), b += a;
  }
  if (bytes.empty()) return c;
  a += word(bytes, 0), b += word(bytes, 4), c += word(bytes, 8);
  c ^= b, c -= rotl(b, 14);
  a ^= c, a -= rotl(c, 11);
  b ^= a, b -= rotl(a, 25);
  c ^= b, c -= rotl(b, 16);
  a ^= c, a -= rotl(c, 4);
  b ^= a, b -= rotl(a, 14);
  c ^= b, c -= rotl(b, 24);
  return c;
}

std::uint32_t fletcher32(Bytes bytes) {
  std::uint64_t sum1 = 0, sum2 = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto high = static_cast<std::uint32_t>(bytes[i]) << 8;
    const auto low = i + 1 < bytes.size() ? static_cast<std::uint32_t>(bytes[i + 1]) : 0;
    sum1 = (sum1 + (high | low)) % 65535;
    sum2 = (sum2 + sum1) % 65535;
  }
  // The library folds its sums so that a multiple of 65535 other than 0 stays 65535; both are read.
  return static_cast<std::uint32_t>(sum2 << 16 | sum1);
}

}  // namespace keras::io::hdf5
