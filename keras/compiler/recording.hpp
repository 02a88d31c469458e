// Functions of tensors as pieces of graph to compile.
#pragma once
#include <functional>
#include <vector>

#include "keras/compiler/program.hpp"
#include "keras/graph/structure.hpp"

namespace keras::compiler {

using TensorFunction = std::function<Tensors(const std::vector<Tensor>&)>;

/// What a function did with its arguments.
struct Recording {
  Traced traced = {};
  Tensors outputs = {};  ///< Their structure and specs.
};

/// Calls `function` on stand-ins; the variables that it reads and assigns belong to the recording.
Recording record(const std::vector<Spec>& arguments, const TensorFunction& function);

}  // namespace keras::compiler
