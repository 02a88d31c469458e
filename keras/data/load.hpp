// Internal: what readers of files share.
#pragma once
#include "keras/graph/tensor.hpp"
#include "keras/io/array.hpp"

namespace keras::data {

/// An array of a file as a tensor that shares its bytes; an error for strings.
Tensor tensor_of(const io::Array& array);

}  // namespace keras::data
