#pragma once
#include "keras/compiler/ir.hpp"

namespace keras::compiler {

/// Lets `unit` (if there is one) multiply matrices that were cast from bfloat16 as they were.
void absorb_bfloat16(Ir& ir, const runtime::MatrixUnit* unit);

}  // namespace keras::compiler
