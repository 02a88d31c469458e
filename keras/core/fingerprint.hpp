// Internal: the hashes that Keras's layers take from TensorFlow, the same on every machine.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace keras {

/// FarmHash's Fingerprint64 of the bytes. https://github.com/google/farmhash
std::uint64_t fingerprint(std::string_view bytes);

/// The fingerprint of two fingerprints in their order: TensorFlow's FingerprintCat64.
std::uint64_t combined_fingerprint(std::uint64_t first, std::uint64_t second);

/// SipHash-2-4 of the bytes under a key. Aumasson and Bernstein 2012;
/// https://www.aumasson.jp/siphash/siphash.pdf
std::uint64_t sip_hash(std::string_view bytes, std::array<std::uint64_t, 2> key);

}  // namespace keras
