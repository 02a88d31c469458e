// Internal: numbers of eight bits, which are kept and taken back, and have no arithmetic.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The largest number of a float8: 448 for "float8_e4m3fn", 57344 for "float8_e5m2".
double float8_max(DType dtype);

/// `x`, of a float8 or to become one, as `dtype`: the nearest number, halves to even. What is too
/// large becomes NaN in float8_e4m3fn and infinite in float8_e5m2.
Tensor float8_cast(const Tensor& x, DType dtype);

}  // namespace keras::ops
