// Tensors made from numbers and vectors, and products of vectors.
#include <cmath>

#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// The places `from` to `to` (not included, from the end if negative) along `axis`.
Tensor between(const Tensor& x, int axis, std::int64_t from, std::int64_t to) {
  std::vector<int> starts(static_cast<std::size_t>(x.rank()), 0);
  starts[static_cast<std::size_t>(axis)] = static_cast<int>(from);
  auto shape = x.shape();
  shape[axis] = std::max<std::int64_t>(0, to - from);
  return slice(x, starts, shape);
}

/// `x` with axes of length 1 before its own.
Tensor raised(const Tensor& x, int rank) {
  Shape shape(std::vector<std::int64_t>(static_cast<std::size_t>(rank - x.rank()), 1));
  return reshape(x, shape + x.shape());
}

Tensor component(const Tensor& x, int i) {
  return squeeze(between(x, x.rank() - 1, i, i + 1), {.axis = -1});
}

}  // namespace

Tensor diagflat(const Tensor& x, DiagflatOptions options) {
  if (any_symbolic(x)) return call_node<diagflat>(x, options);
  return diag(ravel(x), {options.k});
}
Tensor tri(int N, TriOptions options) {
  return tril(ones({N, options.M.value_or(N)}, {options.dtype}), {options.k});
}
Tensor identity(int n, IdentityOptions options) { return eye(n, {.dtype = options.dtype}); }
Tensor empty(Shape shape, IdentityOptions options) {
  return zeros(std::move(shape), {options.dtype});
}
Tensor empty_like(const Tensor& x, EmptyLikeOptions options) {
  if (any_symbolic(x)) return call_node<empty_like>(x, options);
  return zeros_like(x, {options.dtype});
}

Tensor vander(const Tensor& x, VanderOptions options) {
  if (any_symbolic(x)) return call_node<vander>(x, options);
  if (x.rank() != 1) fail("ops.vander: x must be a vector; received shape ", x.shape());
  const auto columns = options.N.value_or(static_cast<int>(x.size()));
  if (columns < 0) fail("ops.vander: N must not be negative; received N=", columns);
  const auto powers = arange(columns);
  const auto exponents = options.increasing ? powers : subtract(columns - 1, powers);
  return power(expand_dims(x, 1), converted(exponents, x.dtype()));
}

std::vector<Tensor> meshgrid(const std::vector<Tensor>& x, MeshgridOptions options) {
  if (any_symbolic(x)) return call_node<meshgrid>(x, options);
  if (options.indexing != "xy" && options.indexing != "ij")
    fail("ops.meshgrid: indexing must be 'xy' or 'ij'; received indexing=",
         quoted(options.indexing));
  const auto rank = static_cast<int>(x.size());
  const bool swapped = options.indexing == "xy" && rank > 1;
  const auto axis_of = [&](int i) { return swapped && i < 2 ? 1 - i : i; };
  Shape whole(std::vector<std::int64_t>(x.size(), 1));
  for (int i = 0; i < rank; ++i) whole[axis_of(i)] = x[static_cast<std::size_t>(i)].size();
  std::vector<Tensor> result;
  for (int i = 0; i < rank; ++i) {
    Shape along(std::vector<std::int64_t>(x.size(), 1));
    along[axis_of(i)] = whole[axis_of(i)];
    result.push_back(broadcast_to(reshape(x[static_cast<std::size_t>(i)], along), whole));
  }
  return result;
}

Tensor logspace(const Tensor& start, const Tensor& stop, SpaceOptions options) {
  if (any_symbolic(start, stop)) return call_node<logspace>(start, stop, options);
  const auto dtype = floating_dtype(start, stop);
  const auto exponents = linspace(converted(start, dtype), converted(stop, dtype),
                                  {options.num, options.endpoint, false, {}, options.axis});
  const auto y = power(options.base, exponents);
  return options.dtype ? converted(y, *options.dtype) : y;
}

Tensor geomspace(const Tensor& start, const Tensor& stop, GeomspaceOptions options) {
  if (any_symbolic(start, stop)) return call_node<geomspace>(start, stop, options);
  const auto dtype = floating_dtype(start, stop);
  const auto from = converted(start, dtype), to = converted(stop, dtype);
  const auto sign = where(logical_and(from < 0, to < 0), -1, 1);
  const auto line = linspace(log(from * sign), log(to * sign),
                             {options.num, options.endpoint, false, {}, options.axis});
  const int axis = normalize_axis(options.axis, line.rank(), "ops.geomspace");
  const auto y = exp(line) * expand_dims(sign, axis);
  return options.dtype ? converted(y, *options.dtype) : converted(y, dtype);
}

Tensor inner(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<inner>(x1, x2);
  if (x1.rank() == 0 || x2.rank() == 0) return x1 * x2;
  return tensordot(x1, x2, Axes(-1), Axes(-1));
}
Tensor vdot(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<vdot>(x1, x2);
  return dot(ravel(x1), ravel(x2));
}

Tensor kron(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<kron>(x1, x2);
  const int rank = std::max(x1.rank(), x2.rank());
  const auto a = raised(x1, rank), b = raised(x2, rank);
  Shape outer, inner, whole;  // (a0, 1, a1, 1, ...) (1, b0, 1, b1, ...) (a0 b0, a1 b1, ...)
  for (int i = 0; i < rank; ++i) {
    outer.push_back(a.shape(i)), outer.push_back(1);
    inner.push_back(1), inner.push_back(b.shape(i));
    whole.push_back(a.shape(i) * b.shape(i));
  }
  return reshape(reshape(a, outer) * reshape(b, inner), whole);
}

Tensor cross(const Tensor& x1, const Tensor& x2, CrossOptions options) {
  if (any_symbolic(x1, x2)) return call_node<cross>(x1, x2, options);
  if (options.axis) options.axisa = options.axisb = options.axisc = *options.axis;
  const auto a = moveaxis(x1, options.axisa, -1), b = moveaxis(x2, options.axisb, -1);
  const auto m = a.shape(-1), n = b.shape(-1);
  if (m < 2 || m > 3 || n < 2 || n > 3)
    fail("ops.cross: the vectors must have 2 or 3 elements; received shapes ", x1.shape(), " and ",
         x2.shape());
  const auto minor = [&](int i, int j) {
    return component(a, i) * component(b, j) - component(a, j) * component(b, i);
  };
  if (m == 2 && n == 2) return minor(0, 1);
  const auto third = [](const Tensor& x) {  // a plane vector has 0 there
    return x.shape(-1) == 3 ? x
                            : concatenate({x, zeros_like(between(x, x.rank() - 1, 0, 1))}, {-1});
  };
  if (m != n) return cross(third(a), third(b), {.axisc = options.axisc});
  const auto y = stack({minor(1, 2), minor(2, 0), minor(0, 1)}, {-1});
  return moveaxis(y, -1, options.axisc);
}

Tensor diff(const Tensor& a, DiffOptions options) {
  if (any_symbolic(a)) return call_node<diff>(a, options);
  if (options.n < 0) fail("ops.diff: n must not be negative; received n=", options.n);
  const int axis = normalize_axis(options.axis, a.rank(), "ops.diff");
  auto y = a;
  for (int i = 0; i < options.n; ++i) {
    const auto length = y.shape(axis);
    const auto later = between(y, axis, std::min<std::int64_t>(1, length), length);
    const auto earlier = between(y, axis, 0, length - 1);
    y = y.dtype() == DType::boolean ? later != earlier : later - earlier;
  }
  return y;
}

Tensor trapezoid(const Tensor& y, TrapezoidOptions options) {
  if (any_symbolic(y)) return call_node<trapezoid>(y, options);
  const int axis = normalize_axis(options.axis, y.rank(), "ops.trapezoid");
  const auto values = floating(y);
  const auto length = values.shape(axis);
  auto steps = Tensor(options.dx);
  if (options.x.defined()) {
    steps = diff(floating(options.x), {.axis = options.x.rank() == 1 ? -1 : axis});
    if (options.x.rank() == 1) {
      Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(y.rank()), 1));
      along[axis] = steps.size();
      steps = reshape(steps, along);
    }
  }
  const auto pairs = between(values, axis, 1, length) + between(values, axis, 0, length - 1);
  return sum(steps * pairs, {.axis = axis}) * 0.5;
}

}  // namespace keras::ops
