// Internal: complex tensors, which take part in arithmetic by their real and imaginary parts.
#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The complex numbers with these parts, which have one shape and dtype, float32 or float64.
Tensor complex_of(const Tensor& real, const Tensor& imaginary);

Tensor real_part(const Tensor& x);       ///< `x` itself when it is not complex.
Tensor imaginary_part(const Tensor& x);  ///< Zeros when `x` is not complex.

inline bool any_complex(const Tensor& x1, const Tensor& x2) {
  return x1.dtype().is_complex() || x2.dtype().is_complex();
}

// Arithmetic when one of the operands is complex.
Tensor complex_sum(const Tensor& x1, const Tensor& x2);
Tensor complex_product(const Tensor& x1, const Tensor& x2);
Tensor complex_quotient(const Tensor& x1, const Tensor& x2);
Tensor complex_negative(const Tensor& x);
Tensor complex_size(const Tensor& x);

/// `x` of another dtype, when one of both is complex; an error when only that of `x` is.
Tensor complex_cast(const Tensor& x, DType dtype);

}  // namespace keras::ops
