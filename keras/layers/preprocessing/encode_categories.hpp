// Internal: numbers of categories as layers put them out.
#pragma once
#include <string>

#include "keras/graph/tensor.hpp"

namespace keras::layers {

/// Categories `x`, of `depth`, as "one_hot" vectors, or together along axis 1 as "multi_hot" or
/// "count" vectors, where each may count by its weight.
Tensor encode_categories(const Tensor& x, const std::string& mode, int depth, DType dtype,
                         const Tensor& weights = None);

}  // namespace keras::layers
