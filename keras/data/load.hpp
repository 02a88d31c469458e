// Internal: what readers of files share.
#pragma once
#include "keras/graph/tensor.hpp"
#include "keras/io/array.hpp"

namespace keras::data {

/// An array of a file as a tensor, which shares the bytes of numbers.
Tensor tensor_of(const io::Array& array);

}  // namespace keras::data
