// Internal: rows put where numbers say: what scatter, segments and updates are made of.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops {

enum class Scatter { set, add, maximum, minimum, multiply };

/// `target` (rows, elements) with each row of `updates` combined into the row `places[i]`; places
/// outside are left out. The updates are taken in order.
Tensor scatter_into(Scatter how, const Tensor& target, const Tensor& places, const Tensor& updates);

}  // namespace keras::ops
