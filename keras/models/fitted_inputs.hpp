// Internal: inputs as a model's own inputs are.
#pragma once
#include <vector>

#include "keras/graph/structure.hpp"

namespace keras {

/// `given` with the ranks and dtypes of `wanted`: a last axis of length 1 is added or taken away,
/// as Keras does; numbers are cast. What still does not fit is left to the model.
Tensors fitted_inputs(const Tensors& given, const std::vector<Spec>& wanted);
/// Gives the inputs the masks that a call of the model was told.
void give_masks(const Tensors& inputs, const Tensors& mask);

}  // namespace keras
