#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/slice.hpp"

namespace keras::ops {
namespace {

/// Whether element (i, j) of the last two axes lies on or below diagonal k.
Tensor lower(const Tensor& x, int k, const char* where) {
  if (x.rank() < 2) fail(where, ": x must have at least two axes; received shape ", x.shape());
  const auto rows = reshape(arange(x.shape(-2)), {-1, 1});
  return greater_equal(add(rows, k), arange(x.shape(-1)));
}

/// The places of diagonal k of a (rows, columns) matrix in its flattened elements.
Part places_of(std::int64_t rows, std::int64_t columns, int k) {
  const auto start = k >= 0 ? k : -k * columns;
  const auto count =
      std::max<std::int64_t>(0, k >= 0 ? std::min(rows, columns - k) : std::min(rows + k, columns));
  return {{count > 0 ? start : 0}, {count}, {columns + 1}};
}

}  // namespace

Tensor tril(const Tensor& x, TriangleOptions options) {
  if (any_symbolic(x)) return call_node<tril>(x, options);
  return where(lower(x, options.k, "ops.tril"), x, number(0, x.dtype()));
}

Tensor triu(const Tensor& x, TriangleOptions options) {
  if (any_symbolic(x)) return call_node<triu>(x, options);
  return where(lower(x, options.k - 1, "ops.triu"), number(0, x.dtype()), x);
}

Tensor diag(const Tensor& x, TriangleOptions options) {
  if (any_symbolic(x)) return call_node<diag>(x, options);
  if (x.rank() == 2) return diagonal(x, {.offset = options.k});
  if (x.rank() != 1) fail("ops.diag: x must have one or two axes; received shape ", x.shape());
  const auto side = x.size() + std::abs(options.k);
  return reshape(place_part(x, places_of(side, side, options.k), Shape({side * side})),
                 {side, side});
}

Tensor diagonal(const Tensor& x, DiagonalOptions options) {
  if (any_symbolic(x)) return call_node<diagonal>(x, options);
  const int first = normalize_axis(options.axis1, x.rank(), "ops.diagonal"),
            second = normalize_axis(options.axis2, x.rank(), "ops.diagonal");
  if (first == second)
    fail("ops.diagonal: axis1 and axis2 must differ; received axis1=", options.axis1,
         ", axis2=", options.axis2);
  const auto matrices = moveaxis(x, {first, second}, {-2, -1});
  const auto rows = matrices.shape(-2), columns = matrices.shape(-1);
  const auto batch = matrices.shape().up_to(x.rank() - 2);
  const auto flat = reshape(matrices, batch + Shape({rows * columns}));
  auto part = whole(flat.shape());
  const auto along = places_of(rows, columns, options.offset);
  part.starts.back() = along.starts[0];
  part.lengths.back() = along.lengths[0];
  part.steps.back() = along.steps[0];
  return slice_part(flat, part);
}

Tensor trace(const Tensor& x, DiagonalOptions options) {
  if (any_symbolic(x)) return call_node<trace>(x, options);
  return sum(diagonal(x, options), {.axis = -1});
}

}  // namespace keras::ops
