#include "keras/io/md5.hpp"

#include <array>
#include <bit>
#include <cmath>

namespace keras::io {
namespace {

using State = std::array<std::uint32_t, 4>;
constexpr std::size_t block = 64;

/// RFC 1321, 3.4: floor(2^32 |sin(i)|) for i = 1, ..., 64.
std::array<std::uint32_t, 64> sine_table() {
  std::array<std::uint32_t, 64> table{};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = static_cast<std::uint32_t>(std::abs(std::sin(static_cast<double>(i + 1))) * 0x1p32);
  return table;
}

/// What of the others is mixed into a word in step `i`, and which word of the block.
struct Mix {
  std::uint32_t value;
  std::size_t word;
};
Mix mixed(std::size_t i, const State& s) {
  const auto [a, b, c, d] = s;
  if (i < 16) return {(b & c) | (~b & d), i};
  if (i < 32) return {(d & b) | (~d & c), (5 * i + 1) % 16};
  if (i < 48) return {b ^ c ^ d, (3 * i + 5) % 16};
  return {c ^ (b | ~d), 7 * i % 16};
}

void compress(State& state, Bytes bytes) {
  static const auto table = sine_table();
  constexpr int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  auto s = state;
  for (std::size_t i = 0; i < 64; ++i) {
    const auto [value, word] = mixed(i, s);
    const auto part = static_cast<std::uint32_t>(little_endian(bytes.subspan(4 * word, 4)));
    const auto sum = s[0] + value + table[i] + part;
    s = {s[3], s[1] + std::rotl(sum, shifts[i / 16][i % 4]), s[1], s[2]};
  }
  for (std::size_t i = 0; i < state.size(); ++i) state[i] += s[i];
}

}  // namespace

std::string md5(Bytes bytes) {
  State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  const auto whole = bytes.size() / block * block;
  for (std::size_t at = 0; at < whole; at += block) compress(state, bytes.subspan(at, block));
  // A one bit, zeros up to 8 bytes before the end of a block, the length in bits.
  const auto rest = bytes.subspan(whole);
  std::vector<std::byte> last(rest.begin(), rest.end());
  last.push_back(std::byte{0x80});
  while (last.size() % block != block - 8) last.push_back(std::byte{0});
  put(last, std::uint64_t{bytes.size()} * 8, 8);
  for (std::size_t at = 0; at < last.size(); at += block)
    compress(state, Bytes(last).subspan(at, block));
  std::string hex;
  for (const auto word : state)
    for (int i = 0; i < 4; ++i)
      for (const int shift : {4, 0}) hex += "0123456789abcdef"[word >> (8 * i + shift) & 15];
  return hex;
}

}  // namespace keras::io
