// The one call from the graph up to the compiler.
#pragma once
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::graph {

/// Computes the tensors that are not computed yet, in one program; defined in
/// compiler/evaluate.cpp.
void evaluate(const std::vector<Tensor>& tensors);

}  // namespace keras::graph
