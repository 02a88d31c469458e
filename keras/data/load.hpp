#pragma once
#include "keras/graph/tensor.hpp"
#include "keras/io/array.hpp"

namespace keras::data {

/// An array of a file as a tensor: a view of the file's bytes where they lie aligned, else a copy.
Tensor tensor_of(const io::Array& array);

}  // namespace keras::data
