#pragma once
#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// Forms the groups that run as one kernel, in the order in which they can run: chains of pointwise
/// instructions, reductions with the pointwise instructions that feed them, matrix products with
/// those that follow them, and everything else alone.
void fuse(Ir& ir);

}  // namespace keras::compiler
