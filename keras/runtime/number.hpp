#pragma once
#include "keras/core/dtype.hpp"

namespace keras::runtime {

/// Writes `x` to `target` as an element of `dtype` (at most 16 bytes).
void write_number(double x, DType dtype, void* target);

}  // namespace keras::runtime
