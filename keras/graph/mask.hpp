// The masks that travel with tensors: which steps of a sequence count.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::graph {

/// The mask of the tensor, or None.
Tensor mask_of(const Tensor& tensor);
/// Gives the tensor a mask; it must not be computed from that tensor.
void set_mask(const Tensor& tensor, const Tensor& mask);

}  // namespace keras::graph
