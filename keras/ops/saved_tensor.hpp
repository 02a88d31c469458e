// Internal: constant tensors in configurations.
#pragma once
#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The tensor of a number, of nested lists of numbers, or of an array as Keras saves it
/// (`{"class_name": "__numpy__" or "__tensor__", "config": {"value", "dtype"}}`); None of null.
Tensor tensor_from(const Value& saved);

/// A plain number as one, another tensor as a `__tensor__`.
Value saved_tensor(const Tensor& tensor);

}  // namespace keras::ops
