// Internal: what files and answers call the outputs of a model.
#pragma once
#include <string>
#include <vector>

#include "keras/models/model.hpp"

namespace keras {

/// The names of what `model` has computed: its own, or else output_0, output_1, ...
std::vector<std::string> names_of_outputs(const Model& model, const Tensors& outputs);

}  // namespace keras
