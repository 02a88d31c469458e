// Internal: the bins that layers hash strings and numbers into.
#pragma once
#include <cstdint>
#include <string_view>

#include "keras/graph/tensor.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// The bin of `text` among `bins`: by SipHash with a salt, else by its fingerprint.
std::int64_t hash_bin(std::string_view text, std::int64_t bins, const Salt& salt);

/// The dtype that an integer result of `dtype` has here: nothing is 64 bits wide, as in Keras on
/// JAX.
DType narrow_dtype(DType dtype);

}  // namespace keras::layers
