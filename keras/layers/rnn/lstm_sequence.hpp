// Internal: a whole sequence of LSTM with tanh and sigmoid as one operation.
#pragma once
#include <array>

#include "keras/graph/tensor.hpp"

namespace keras::layers {

/// The states h and c after each step, (batch, steps, units), from the products with the input
/// (batch, steps, 4 units) with offsets, the first states, and the recurrent kernel. All float32.
std::array<Tensor, 2> lstm_sequence(const Tensor& x, const Tensor& h, const Tensor& c,
                                    const Tensor& recurrent_kernel, const Tensor& mask);

}  // namespace keras::layers
