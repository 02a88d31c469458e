#pragma once
#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// Lets products of a batch of matrices read operands whose axes are in another order where they
/// lie, and write their result where it is wanted: the heads of attention are no copies.
void absorb_permutes(Ir& ir);

}  // namespace keras::compiler
