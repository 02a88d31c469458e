#include "keras/core/fingerprint.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keras {
namespace {

constexpr std::uint64_t bins = 1000003;

/// The first `size` of 256 characters.
std::string text_of(std::size_t size) {
  std::string all;
  for (int i = 0; i < 4; ++i)
    all += "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
  return all.substr(0, size);
}

}  // namespace

TEST_CASE("fingerprints are those of tf.strings.to_hash_bucket_fast") {
  const std::vector<std::pair<std::size_t, std::uint64_t>> expected = {
      {0, 377723},  {1, 537292},   {2, 418039},   {3, 802627},   {4, 65904},   {7, 943648},
      {8, 608531},  {15, 918630},  {16, 128007},  {17, 663110},  {24, 413481}, {31, 435500},
      {32, 195755}, {33, 170594},  {48, 499868},  {63, 606083},  {64, 881193}, {65, 823773},
      {66, 385367}, {127, 396146}, {128, 962640}, {129, 234271}, {200, 808593}};
  for (const auto& [length, bin] : expected) {
    const auto size = length;  // what CAPTURE may take
    CAPTURE(size);
    CHECK(fingerprint(text_of(size)) % bins == bin);
  }
}

TEST_CASE("SipHash is that of tf.strings.to_hash_bucket_strong") {
  const std::vector<std::pair<std::size_t, std::uint64_t>> expected = {
      {0, 67819},   {1, 155257}, {7, 679931}, {8, 253817},  {9, 965540},
      {15, 154541}, {16, 56125}, {63, 92716}, {64, 823555}, {65, 198699}};
  for (const auto& [length, bin] : expected) {
    const auto size = length;  // what CAPTURE may take
    CAPTURE(size);
    CHECK(sip_hash(text_of(size), {137, 9}) % bins == bin);
  }
}

TEST_CASE("combined fingerprints are those of tf.sparse.cross_hashed") {
  const auto cross = [](std::uint64_t a, std::uint64_t b) {
    return combined_fingerprint(combined_fingerprint(0xDECAFCAFFE, a), b);
  };
  CHECK(cross(fingerprint("dog"), fingerprint("mat")) % 100 == 63);
  CHECK(cross(fingerprint("dog"), 1) % (std::uint64_t{1} << 40) == 47911113049);
  CHECK(cross(1, fingerprint("dog")) % 100 == 85);
}

}  // namespace keras
