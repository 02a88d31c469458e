// SHA-256 (FIPS 180-4): whether a download is what it should be.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace keras::io {

/// The digest of bytes that arrive in pieces.
class Sha256 {
 public:
  void update(std::string_view bytes);
  /// The digest of everything so far as 64 hexadecimal digits; ends the computation.
  std::string hex_digest();

 private:
  void compress(std::span<const unsigned char, 64> block);

  std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t filled_ = 0;    // of `block_`
  std::uint64_t length_ = 0;  // bytes in all
};

std::string sha256(std::string_view bytes);
/// The digest of a file's content; an error that names `path` when it cannot be read.
std::string sha256_file(const std::string& path);

}  // namespace keras::io
