#include "keras/layers/preprocessing/hash_bins.hpp"

#include "keras/core/fingerprint.hpp"

namespace keras::layers {

std::int64_t hash_bin(std::string_view text, std::int64_t bins, const Salt& salt) {
  const auto hash = salt.given() ? sip_hash(text, salt.key()) : fingerprint(text);
  return static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(bins));
}

DType narrow_dtype(DType dtype) { return dtype == DType::int64 ? DType(DType::int32) : dtype; }

}  // namespace keras::layers
