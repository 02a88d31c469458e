#include "keras/io/crc32.hpp"

#include <zlib.h>

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace keras::io {
namespace {

std::uint32_t plain_crc32(std::uint32_t before, Bytes bytes) {
  if (bytes.empty()) return before;  // for zlib no bytes at no address would begin a new checksum
  const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
  return static_cast<std::uint32_t>(crc32_z(before, data, bytes.size()));
}

// Folding with carry-less multiplication is ten times as fast as tables. The method and the
// constants (x^n modulo the polynomial): Gopal et al., "Fast CRC Computation for Generic
// Polynomials Using PCLMULQDQ Instruction", Intel 2009.
#if defined(__x86_64__)

constexpr std::size_t lane = sizeof(__m128i), block = 4 * lane;

[[gnu::target("pclmul,sse4.1")]] __m128i load(Bytes bytes, std::size_t offset) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(&bytes[offset]));
}

/// `x` moved on by the distance that `by` stands for, with `next` added.
[[gnu::target("pclmul,sse4.1")]] __m128i fold(__m128i x, __m128i by, __m128i next) {
  const auto low = _mm_clmulepi64_si128(x, by, 0x00), high = _mm_clmulepi64_si128(x, by, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

/// For at least one block; what does not fill a lane at the end is left to the tables.
[[gnu::target("pclmul,sse4.1")]] std::uint32_t folded_crc32(std::uint32_t before, Bytes bytes) {
  const auto by_block = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const auto by_lane = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  auto a = load(bytes, 0), b = load(bytes, lane), c = load(bytes, 2 * lane),
       d = load(bytes, 3 * lane);
  a = _mm_xor_si128(a, _mm_cvtsi32_si128(static_cast<int>(~before)));
  std::size_t at = block;
  for (; bytes.size() - at >= block; at += block) {
    a = fold(a, by_block, load(bytes, at));
    b = fold(b, by_block, load(bytes, at + lane));
    c = fold(c, by_block, load(bytes, at + 2 * lane));
    d = fold(d, by_block, load(bytes, at + 3 * lane));
  }
  auto x = fold(fold(fold(a, by_lane, b), by_lane, c), by_lane, d);
  for (; bytes.size() - at >= lane; at += lane) x = fold(x, by_lane, load(bytes, at));
  std::array<std::byte, lane> rest;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(rest.data()), x);
  // The tables begin with an inverted 0 here: the inversion is in `x` already.
  return plain_crc32(plain_crc32(0xFFFFFFFF, rest), bytes.subspan(at));
}

bool can_fold() {
  static const bool able = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
  return able;
}

#else

constexpr std::size_t block = 64;
std::uint32_t folded_crc32(std::uint32_t before, Bytes bytes) { return plain_crc32(before, bytes); }
bool can_fold() { return false; }

#endif

}  // namespace

std::uint32_t crc32(std::uint32_t before, Bytes bytes) {
  return bytes.size() >= block && can_fold() ? folded_crc32(before, bytes)
                                             : plain_crc32(before, bytes);
}

}  // namespace keras::io
