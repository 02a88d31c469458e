// Pairs of a real and an imaginary part, which stand for complex tensors.
#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

std::array<Tensor, 2> polar(const Tensor& abs_, const Tensor& angle) {
  if (any_symbolic(abs_, angle)) return call_node<polar>(abs_, angle);
  return {abs_ * cos(angle), abs_ * sin(angle)};
}

std::array<Tensor, 2> view_as_complex(const Tensor& x) {
  if (any_symbolic(x)) return call_node<view_as_complex>(x);
  if (x.rank() == 0 || x.shape(-1) != 2)
    fail("ops.view_as_complex: the last axis of x must have 2 elements; received shape ",
         x.shape());
  const auto parts = unstack(x, {.axis = -1});
  return {parts[0], parts[1]};
}

Tensor view_as_real(const std::vector<Tensor>& x) {
  if (any_symbolic(x)) return call_node<view_as_real>(x);
  if (x.size() != 2)
    fail("ops.view_as_real: x must be a real and an imaginary part; received ", x.size(),
         " tensors");
  return stack(x, {.axis = -1});
}

Tensor cdist(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<cdist>(x, y);
  if (x.rank() < 2 || y.rank() < 2 || x.shape(-1) != y.shape(-1))
    fail("ops.cdist: x and y must be rows of as many elements; received shapes ", x.shape(),
         " and ", y.shape());
  return sqrt(sum(square(expand_dims(x, -2) - expand_dims(y, -3)), {.axis = -1}));
}

}  // namespace keras::ops
