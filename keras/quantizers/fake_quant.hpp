#pragma once
#include <optional>

#include "keras/graph/tensor.hpp"

namespace keras::quantizers {

struct FakeQuantOptions {
  int num_bits = 8;              ///< In [1, 16].
  bool narrow_range = false;     ///< Whether the smallest whole number is 1, not 0.
  std::optional<int> axis = {};  ///< Of the channels that have limits of their own.
};
/// `inputs` clipped to [min_vals, max_vals] and rounded to one of 2^num_bits numbers between them,
/// of which one is 0. Gradients reach inputs within the limits, and else the limits.
Tensor fake_quant_with_min_max_vars(const Tensor& inputs, const Tensor& min_vals,
                                    const Tensor& max_vals, FakeQuantOptions options = {});

}  // namespace keras::quantizers
