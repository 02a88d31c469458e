#pragma once
#include "keras/compiler/ir.hpp"
#include "keras/compiler/program.hpp"

namespace keras::compiler {

/// The instructions of a trace: what nothing depends on is left out, equal instructions are one,
/// reshapes are names for the same bytes, products read transposed operands where they lie.
Ir lower(const Traced& traced);

}  // namespace keras::compiler
