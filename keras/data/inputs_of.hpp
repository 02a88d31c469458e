#pragma once
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {
class Dataset;
}

namespace keras::pipeline {

/// The inputs of all batches, without targets and weights; an error where there are several.
std::vector<Tensor> inputs_of(const Dataset& batches);

}  // namespace keras::pipeline
