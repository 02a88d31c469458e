// Internal: the tables of operations, by the modules of Keras.
#pragma once
#include <vector>

#include "keras/ops/operation.hpp"

namespace keras::ops {

std::vector<Operation> arithmetic_operations();
std::vector<Operation> numpy_operations();
std::vector<Operation> nn_operations();
std::vector<Operation> conv_operations();
std::vector<Operation> math_operations();
std::vector<Operation> core_operations();

}  // namespace keras::ops
