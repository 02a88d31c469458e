#include "keras/core/fingerprint.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace keras {
namespace {

using std::rotr;

// FarmHash's primes, 64 random bits each.
constexpr std::uint64_t k0 = 0xc3a5c85c97cb3127, k1 = 0xb492b66fbe98f273, k2 = 0x9ae16a3b2f90404f;

template <class Word>
std::uint64_t word_at(const char* bytes) {
  static_assert(std::endian::native == std::endian::little);
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}
std::uint64_t word(const char* bytes) { return word_at<std::uint64_t>(bytes); }

std::uint64_t fold(std::uint64_t x) { return x ^ (x >> 47); }

std::uint64_t mixed(std::uint64_t u, std::uint64_t v, std::uint64_t factor) {
  return fold((v ^ fold((u ^ v) * factor)) * factor) * factor;
}

std::uint64_t hash_up_to_16(const char* s, std::size_t size) {
  const auto factor = k2 + size * 2;
  if (size >= 8) {
    const auto a = word(s) + k2, b = word(s + size - 8);
    return mixed(rotr(b, 37) * factor + a, (rotr(a, 25) + b) * factor, factor);
  }
  if (size >= 4)
    return mixed(size + (word_at<std::uint32_t>(s) << 3), word_at<std::uint32_t>(s + size - 4),
                 factor);
  if (size == 0) return k2;
  const auto at = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(s[i])}; };
  const auto y = at(0) + (at(size / 2) << 8), z = size + (at(size - 1) << 2);
  return fold(y * k2 ^ z * k0) * k2;
}

std::uint64_t hash_17_to_32(const char* s, std::size_t size) {
  const auto factor = k2 + size * 2;
  const auto a = word(s) * k1, b = word(s + 8);
  const auto c = word(s + size - 8) * factor, d = word(s + size - 16) * k2;
  return mixed(rotr(a + b, 43) + rotr(c, 30) + d, a + rotr(b + k2, 18) + c, factor);
}

std::uint64_t hash_33_to_64(const char* s, std::size_t size) {
  const auto factor = k2 + size * 2;
  const auto a = word(s) * k2, b = word(s + 8);
  const auto c = word(s + size - 8) * factor, d = word(s + size - 16) * k2;
  const auto y = rotr(a + b, 43) + rotr(c, 30) + d;
  const auto z = mixed(y, a + rotr(b + k2, 18) + c, factor);
  const auto e = word(s + 16) * factor, f = word(s + 24);
  const auto g = (y + word(s + size - 32)) * factor, h = (z + word(s + size - 24)) * factor;
  return mixed(rotr(e + f, 43) + rotr(g, 30) + h, e + rotr(f + a, 18) + g, factor);
}

using Pair = std::pair<std::uint64_t, std::uint64_t>;

/// 32 bytes into two words.
Pair absorbed(const char* s, std::uint64_t a, std::uint64_t b) {
  a += word(s);
  b = rotr(b + a + word(s + 24), 21);
  const auto before = a;
  a += word(s + 8) + word(s + 16);
  return {a + word(s + 24), b + rotr(a, 44) + before};
}

/// The state over blocks of 64 bytes.
struct Blocks {
  std::uint64_t x = 81 * k2, y = 81 * k1 + 113, z = fold((81 * k1 + 113) * k2 + 113) * k2;
  Pair v = {}, w = {};

  /// The last block weighs v and w nine times.
  void take(const char* s, std::uint64_t factor, std::uint64_t weight) {
    x = rotr(x + y + v.first + word(s + 8), 37) * factor;
    y = rotr(y + v.second + word(s + 48), 42) * factor;
    x ^= w.second * weight;
    y += v.first * weight + word(s + 40);
    z = rotr(z + w.first, 33) * factor;
    v = absorbed(s, v.second * factor, x + w.first);
    w = absorbed(s + 32, z + w.second, y + word(s + 16));
    std::swap(z, x);
  }
};

std::uint64_t hash_long(const char* s, std::size_t size) {
  Blocks state;
  state.x += word(s);
  const auto rest = (size - 1) & 63;
  for (std::size_t at = 0; at < size - 1 - rest; at += 64) state.take(s + at, k1, 1);
  const auto factor = k1 + ((state.z & 0xff) << 1);
  state.w.first += rest;
  state.v.first += state.w.first;
  state.w.first += state.v.first;
  state.take(s + size - 64, factor, 9);
  const auto& [x, y, z, v, w] = state;
  return mixed(mixed(v.first, w.first, factor) + fold(y) * k0 + z,
               mixed(v.second, w.second, factor) + x, factor);
}

/// The four words of SipHash.
struct Sip {
  std::uint64_t a, b, c, d;

  void round() {
    a += b, b = std::rotl(b, 13) ^ a, a = std::rotl(a, 32);
    c += d, d = std::rotl(d, 16) ^ c;
    a += d, d = std::rotl(d, 21) ^ a;
    c += b, b = std::rotl(b, 17) ^ c, c = std::rotl(c, 32);
  }
  void take(std::uint64_t message) {
    d ^= message;
    round(), round();
    a ^= message;
  }
};

}  // namespace

std::uint64_t fingerprint(std::string_view bytes) {
  if (bytes.size() <= 16) return hash_up_to_16(bytes.data(), bytes.size());
  if (bytes.size() <= 32) return hash_17_to_32(bytes.data(), bytes.size());
  if (bytes.size() <= 64) return hash_33_to_64(bytes.data(), bytes.size());
  return hash_long(bytes.data(), bytes.size());
}

std::uint64_t combined_fingerprint(std::uint64_t first, std::uint64_t second) {
  constexpr std::uint64_t factor = 0xc6a4a7935bd1e995;
  const auto both = first ^ factor ^ fold(second * factor) * factor;
  return fold(fold(both * factor) * factor);
}

std::uint64_t sip_hash(std::string_view bytes, std::array<std::uint64_t, 2> key) {
  Sip state = {key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
               key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
  const auto whole = bytes.size() / 8 * 8;
  for (std::size_t at = 0; at < whole; at += 8) state.take(word(bytes.data() + at));
  auto last = std::uint64_t{bytes.size()} << 56;
  for (std::size_t at = whole; at < bytes.size(); ++at)
    last |= std::uint64_t{static_cast<unsigned char>(bytes[at])} << 8 * (at - whole);
  state.take(last);
  state.c ^= 0xff;
  for (int i = 0; i < 4; ++i) state.round();
  return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace keras
