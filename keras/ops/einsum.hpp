#pragma once
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// Einstein's sum: the axes of the operands by letters, the result's after the arrow; a letter that
/// the result lacks is summed over, and `...` stands for axes that broadcast.
///
///     ops::einsum("bqhd,bkhd->bhqk", {queries, keys})
Tensor einsum(const std::string& subscripts, std::vector<Tensor> operands);

}  // namespace keras::ops
