#pragma once
#include <optional>

#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// variable = variable + sign * factor * (a · b), which a matrix product can do by itself.
struct Accumulation {
  int variable;  ///< The value that stands for the variable's memory after the update.
  int factor;    ///< A value of one float32.
  float sign;
};

/// What `group`, a product with its epilogue, amounts to when it only adds to a variable, as
/// gradient descent does.
std::optional<Accumulation> accumulation(const Ir& ir, const Group& group);

}  // namespace keras::compiler
