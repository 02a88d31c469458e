// What follows from singular values, and norms.
#include <cmath>
#include <limits>

#include "keras/ops/core.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

double precision_of(DType dtype) {
  return dtype == DType::float64 ? std::numeric_limits<double>::epsilon()
                                 : std::numeric_limits<float>::epsilon();
}

double longest_side(const Tensor& x) {
  return static_cast<double>(std::max(x.shape(-1), x.shape(-2)));
}

/// The inverse in which singular values up to `rcond` times the largest are left out.
Tensor inverse_above(const Tensor& x, double rcond) {
  const auto parts = svd(x, {.full_matrices = false});
  const auto& s = parts[1];
  const auto kept = s > rcond * max(s, {.axis = -1, .keepdims = true});
  const auto inverse = where(kept, 1 / where(kept, s, 1), 0);
  const auto right = swapaxes(parts[2], -1, -2), left = swapaxes(parts[0], -1, -2);
  return matmul(right * expand_dims(inverse, -2), left);
}

/// (sum |x|^ord)^(1 / ord) over one axis.
Tensor vector_norm(const Tensor& x, double ord, const ReduceOptions& over) {
  if (ord == 0) return cast(sum(cast(x != 0, x.dtype()), over), x.dtype());
  const auto size = absolute(x);
  if (ord == 1) return sum(size, over);
  if (ord == 2) return sqrt(sum(square(x), over));
  if (std::isinf(ord)) return ord > 0 ? amax(size, over) : amin(size, over);
  return power(sum(power(size, ord), over), 1 / ord);
}

/// Norms of matrices that are norms of their rows, columns or singular values.
Tensor matrix_norm(const Tensor& x, const Value& ord, const std::vector<int>& axes) {
  const auto y = moveaxis(x, Axes(axes), {-2, -1});
  if (ord.is_string()) {
    const auto& name = ord.as_string();
    if (name == "fro") return sqrt(sum(square(y), {.axis = {-2, -1}}));
    if (name == "nuc") return sum(svd(y, {.compute_uv = false})[0], {.axis = -1});
    fail("ops.norm: ord must be a number, 'fro' or 'nuc'; received ord=", quoted(name));
  }
  const auto number = ord.as_number(), size = std::abs(number);
  const auto extreme = [&](const Tensor& each) {
    return number > 0 ? amax(each, {.axis = -1}) : amin(each, {.axis = -1});
  };
  if (size == 1) return extreme(sum(absolute(y), {.axis = -2}));
  if (size == 2) return extreme(svd(y, {.compute_uv = false})[0]);
  if (std::isinf(size)) return extreme(sum(absolute(y), {.axis = -1}));
  fail(
      "ops.norm: ord of matrices must be 1, 2, inf, their negatives, 'fro' or 'nuc'; received ord=",
      number);
}

}  // namespace

Tensor pinv(const Tensor& x, RcondOptions options) {
  if (any_symbolic(x)) return call_node<pinv>(x, options);
  if (x.rank() < 2) fail("ops.pinv: x must be matrices; received shape ", x.shape());
  const auto y = floating(x);
  return inverse_above(y, options.rcond.value_or(10 * longest_side(y) * precision_of(y.dtype())));
}

Tensor lstsq(const Tensor& a, const Tensor& b, RcondOptions options) {
  if (any_symbolic(a, b)) return call_node<lstsq>(a, b, options);
  if (a.rank() != 2 || b.rank() < 1 || b.rank() > 2 || a.shape(0) != b.shape(0))
    fail(
        "ops.lstsq: a must be a matrix and b a vector or matrix with as many rows; received "
        "shapes ",
        a.shape(), " and ", b.shape());
  const auto dtype = floating_dtype(a, b);
  const auto left = converted(a, dtype);
  const auto rcond = options.rcond.value_or(longest_side(left) * precision_of(dtype));
  return matmul(inverse_above(left, rcond), converted(b, dtype));
}

Tensor matrix_rank(const Tensor& x, RankOptions options) {
  if (any_symbolic(x)) return call_node<matrix_rank>(x, options);
  if (x.rank() < 2) fail("ops.matrix_rank: x must be matrices; received shape ", x.shape());
  const auto y = floating(x);
  const auto s = svd(y, {.compute_uv = false})[0];
  const auto least = options.tol ? Tensor(*options.tol)
                                 : amax(s, {.axis = -1, .keepdims = true}) *
                                       (longest_side(y) * precision_of(y.dtype()));
  return sum(cast(s > least, "int32"), {.axis = -1});
}

Tensor norm(const Tensor& x, NormOptions options) {
  if (any_symbolic(x)) return call_node<norm>(x, options);
  const auto y = floating(x);
  const auto axes = options.axis.normalized(y.rank(), "ops.norm");
  const ReduceOptions over{Axes(axes), options.keepdims};
  if (options.ord.is_null()) return sqrt(sum(square(y), over));
  if (axes.size() == 1 && !options.ord.is_string())
    return vector_norm(y, options.ord.as_number(), over);
  if (axes.size() != 2)
    fail("ops.norm: ord needs one axis (a number) or two axes; received ", axes.size());
  const auto sides = options.axis.given() ? options.axis.in_order(y.rank(), "ops.norm") : axes;
  const auto result = matrix_norm(y, options.ord, sides);
  return options.keepdims ? expand_dims(result, Axes(axes)) : result;
}

}  // namespace keras::ops
