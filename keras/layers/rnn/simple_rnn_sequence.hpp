// Internal: a whole sequence of SimpleRNN with tanh as one operation.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::layers {

/// The state after each step, (batch, steps, units), from the products with the input (batch,
/// steps, units) with offsets, the first state and the recurrent kernel. All float32.
Tensor simple_rnn_sequence(const Tensor& x, const Tensor& h, const Tensor& recurrent_kernel,
                           const Tensor& mask);

}  // namespace keras::layers
