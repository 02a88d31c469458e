// Internal: what losses of similarity share.
#pragma once
#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::losses {

/// `x` with vectors of length 1 along `axis`; those shorter than `config::epsilon()` are divided by
/// it.
Tensor normalize(const Tensor& x, int axis);

}  // namespace keras::losses
