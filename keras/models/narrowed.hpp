// Internal: numbers of 64 bits as files and Keras on JAX hold them.
#pragma once
#include "keras/graph/structure.hpp"

namespace keras {

/// 64-bit numbers as Keras computes with them: in 32 bits.
Tensors narrowed(const Tensors& x);

}  // namespace keras
