// Internal: what losses of similarity share.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::losses {

/// `x` with vectors of length 1 along `axis`; those shorter than 1e-7 are multiplied by 1e7.
Tensor normalize(const Tensor& x, int axis);

}  // namespace keras::losses
