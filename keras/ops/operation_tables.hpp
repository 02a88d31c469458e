// Internal: the tables of operations, by the modules of Keras.
#pragma once
#include <vector>

#include "keras/ops/operation.hpp"

namespace keras::ops {

std::vector<Operation> arithmetic_operations();
std::vector<Operation> elementwise_operations();
std::vector<Operation> array_operations();
std::vector<Operation> statistics_operations();
std::vector<Operation> numpy_operations();
std::vector<Operation> nn_operations();
std::vector<Operation> activation_operations();
std::vector<Operation> conv_operations();
std::vector<Operation> math_operations();
std::vector<Operation> linalg_operations();
std::vector<Operation> core_operations();
std::vector<Operation> einops_operations();
std::vector<Operation> image_operations();

}  // namespace keras::ops
