// Internal: what definitions of operations share, operands of one dtype, gradients of broadcasting.
#pragma once
#include <span>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The dtype of arithmetic between the tensors: Keras's promotion, plain numbers giving way.
DType result_dtype(std::span<const Tensor> tensors);
inline DType result_dtype(const Tensor& a, const Tensor& b) {
  const Tensor both[] = {a, b};
  return result_dtype(both);
}

/// The same for arithmetic that gives no integers: float32 instead of them.
DType floating_dtype(const Tensor& a, const Tensor& b);

/// The same where plain numbers have their own weight: float32 for a fraction beside half.
DType weighty_dtype(const Tensor& a, const Tensor& b);

/// `x` converted; a plain number is converted here and now.
Tensor converted(const Tensor& x, DType dtype);

/// `x`, converted to float32 unless it is of a floating-point dtype.
Tensor floating(const Tensor& x);

/// `x` summed over the axes along which `shape` was broadcast to it.
Tensor sum_to(const Tensor& x, const Shape& shape);

/// A plain number of `dtype`.
Tensor number(double value, DType dtype);

}  // namespace keras::ops
