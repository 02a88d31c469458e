// Internal: a whole sequence of GRU with tanh, sigmoid and reset_after as one operation.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::layers {

/// The state after each step, (batch, steps, units), from the products with the input (batch,
/// steps, 3 units) with offsets, the first state, the recurrent kernel, and the offsets (3 units)
/// of the products with the state. All float32.
Tensor gru_sequence(const Tensor& x, const Tensor& h, const Tensor& recurrent_kernel,
                    const Tensor& recurrent_bias, const Tensor& mask);

}  // namespace keras::layers
