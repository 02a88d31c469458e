#pragma once
#include "keras/graph/structure.hpp"

namespace keras {

/// Samples with their targets and weights, as far as there are any: what one step of training gets.
struct Batch {
  Tensors x = {}, y = {}, sample_weight = {};
};

}  // namespace keras
