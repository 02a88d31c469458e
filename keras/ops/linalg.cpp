#include "keras/ops/linalg.hpp"

#include <algorithm>
#include <cmath>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/matrix.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

Tensor transposed(const Tensor& x) { return swapaxes(x, -1, -2); }

Shape stacked(const Shape& shape) { return shape.up_to(shape.rank() - 2); }

/// `visit` with the C++ type of float32 or float64 elements.
template <class Visit>
void visit_real(DType dtype, Visit visit) {
  if (dtype == DType::float64)
    visit(double{});
  else
    visit(float{});
}

/// The i-th matrix of a stack.
Matrix matrix_at(const View& x, std::int64_t i) {
  Matrix result(x.shape()[-2], x.shape()[-1]);
  const auto count = static_cast<std::int64_t>(result.elements.size());
  visit_real(x.dtype(), [&](auto zero) {
    const auto* from = x.as<decltype(zero)>() + i * count;
    std::copy(from, from + count, result.elements.begin());
  });
  return result;
}

/// Writes the i-th of the pieces that `values` is one of.
void put(const View& y, std::int64_t i, const std::vector<double>& values) {
  visit_real(y.dtype(), [&](auto zero) {
    using T = decltype(zero);
    auto* to = y.as<T>() + i * static_cast<std::int64_t>(values.size());
    for (const double value : values) *to++ = static_cast<T>(value);
  });
}

std::int64_t matrices(const View& x) { return stacked(x.shape()).elements(); }

struct Cholesky {
  static constexpr auto name = "cholesky";
  Spec infer(const Spec& x) const { return {x.shape, x.dtype}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i)
      put(y, i, cholesky_factor(matrix_at(x, i)).elements);
  }
  /// Murray 2016, "Differentiation of the Cholesky decomposition", equation 10.
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    const auto product = matmul(transposed(y), tril(dy));
    const auto lower = tril(product) - 0.5 * tril(triu(product));
    const auto left = solve_triangular(transposed(y), lower);
    const auto both = transposed(solve_triangular(transposed(y), transposed(left)));
    return 0.5 * (both + transposed(both));
  }
};

struct Inverse {
  static constexpr auto name = "inv";
  Spec infer(const Spec& x) const { return {x.shape, x.dtype}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i)
      put(y, i, lu_solved(lu_factors(matrix_at(x, i)), Matrix::identity(x.shape()[-1])).elements);
  }
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    return -matmul(matmul(transposed(y), dy), transposed(y));
  }
};

/// The sign of the determinant and the logarithm of its size.
struct SignLogDet {
  static constexpr auto name = "slogdet";
  std::vector<Spec> infer(const Spec& x) const {
    return {{stacked(x.shape), x.dtype}, {stacked(x.shape), x.dtype}};
  }
  void run(const runtime::Cpu&, const View& x, std::span<const View> y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i) {
      const auto lu = lu_factors(matrix_at(x, i));
      double sign = lu.sign, size = 0;
      for (std::int64_t k = 0; k < lu.factors.rows; ++k) {
        const auto pivot = lu.factors(k, k);
        sign = pivot == 0 ? 0 : std::signbit(pivot) ? -sign : sign;
        size += std::log(std::abs(pivot));
      }
      put(y[0], i, {sign});
      put(y[1], i, {size});
    }
  }
  Tensor vjp(const Tensor& x, std::span<const Tensor>, std::span<const Tensor> dy) const {
    if (!dy[1].defined()) return {};
    return expand_dims(dy[1], {-1, -2}) * transposed(inv(x));
  }
};

struct Solve {
  static constexpr auto name = "solve";
  Spec infer(const Spec&, const Spec& b) const { return {b.shape, b.dtype}; }
  void run(const runtime::Cpu&, const View& a, const View& b, const View& y) const {
    for (std::int64_t i = 0; i < matrices(a); ++i)
      put(y, i, lu_solved(lu_factors(matrix_at(a, i)), matrix_at(b, i)).elements);
  }
  std::vector<Tensor> vjp(const Tensor& a, const Tensor&, const Tensor& y, const Tensor& dy) const {
    const auto db = solve(transposed(a), dy);
    return {-matmul(db, transposed(y)), db};
  }
};

struct SolveTriangular {
  static constexpr auto name = "solve_triangular";
  bool lower;
  Spec infer(const Spec&, const Spec& b) const { return {b.shape, b.dtype}; }
  void run(const runtime::Cpu&, const View& a, const View& b, const View& y) const {
    for (std::int64_t i = 0; i < matrices(a); ++i)
      put(y, i, triangle_solved(matrix_at(a, i), matrix_at(b, i), lower).elements);
  }
  std::vector<Tensor> vjp(const Tensor& a, const Tensor&, const Tensor& y, const Tensor& dy) const {
    const auto db = solve_triangular(transposed(a), dy, {!lower});
    const auto da = -matmul(db, transposed(y));
    return {lower ? tril(da) : triu(da), db};
  }
};

struct LuFactor {
  static constexpr auto name = "lu_factor";
  std::vector<Spec> infer(const Spec& x) const {
    const auto steps = std::min(x.shape[-1], x.shape[-2]);
    return {{x.shape, x.dtype}, {stacked(x.shape) + Shape({steps}), DType::int32}};
  }
  void run(const runtime::Cpu&, const View& x, std::span<const View> y) const {
    auto* pivots = y[1].as<std::int32_t>();
    for (std::int64_t i = 0; i < matrices(x); ++i) {
      const auto lu = lu_factors(matrix_at(x, i));
      put(y[0], i, lu.factors.elements);
      for (const auto pivot : lu.pivots) *pivots++ = static_cast<std::int32_t>(pivot);
    }
  }
};

struct Qr {
  static constexpr auto name = "qr";
  std::vector<Spec> infer(const Spec& x) const {
    const auto rows = x.shape[-2];
    return {{stacked(x.shape) + Shape({rows, rows}), x.dtype}, {x.shape, x.dtype}};
  }
  void run(const runtime::Cpu&, const View& x, std::span<const View> y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i) {
      const auto factors = qr_factors(matrix_at(x, i));
      put(y[0], i, factors.q.elements);
      put(y[1], i, factors.r.elements);
    }
  }
};

struct Eigh {
  static constexpr auto name = "eigh";
  std::vector<Spec> infer(const Spec& x) const {
    return {{x.shape.up_to(x.shape.rank() - 1), x.dtype}, {x.shape, x.dtype}};
  }
  void run(const runtime::Cpu&, const View& x, std::span<const View> y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i) {
      const auto eigen = symmetric_eigen(matrix_at(x, i));
      put(y[0], i, eigen.values);
      put(y[1], i, eigen.vectors.elements);
    }
  }
  Tensor vjp(const Tensor&, std::span<const Tensor> y, std::span<const Tensor> dy) const {
    const auto size = static_cast<int>(y[0].shape(-1));
    const auto one = eye(size, {.dtype = y[0].dtype()});
    auto inside = zeros_like(y[1]);
    if (dy[0].defined()) inside = expand_dims(dy[0], -1) * one;
    if (dy[1].defined()) {
      const auto gaps = expand_dims(y[0], -2) - expand_dims(y[0], -1) + one;
      inside = inside + (1 / gaps - one) * matmul(transposed(y[1]), dy[1]);
    }
    return matmul(matmul(y[1], inside), transposed(y[1]));
  }
};

struct Svd {
  static constexpr auto name = "svd";
  std::vector<Spec> infer(const Spec& x) const {
    const auto rows = x.shape[-2], columns = x.shape[-1];
    const auto outer = stacked(x.shape);
    return {{outer + Shape({rows, rows}), x.dtype},
            {outer + Shape({std::min(rows, columns)}), x.dtype},
            {outer + Shape({columns, columns}), x.dtype}};
  }
  void run(const runtime::Cpu&, const View& x, std::span<const View> y) const {
    for (std::int64_t i = 0; i < matrices(x); ++i) {
      const auto singular = singular_values(matrix_at(x, i));
      put(y[0], i, singular.u.elements);
      put(y[1], i, singular.s);
      put(y[2], i, singular.v.transposed().elements);
    }
  }
  Tensor vjp(const Tensor&, std::span<const Tensor> y, std::span<const Tensor> dy) const {
    if (dy[0].defined() || dy[2].defined())
      fail("ops.svd: no gradient is defined for u and v, only for s");
    const auto count = y[1].shape(-1);
    const auto left = take(y[0], arange(count), {-1}), right = take(y[2], arange(count), {-2});
    return matmul(left * expand_dims(dy[1], -2), right);
  }
};

/// `x` as float32 or float64 matrices.
Tensor matrices_of(const char* where, const Tensor& x, bool square) {
  const auto y = floating(x);
  if (y.rank() < 2 || y.dtype().is_half() || (square && y.shape(-1) != y.shape(-2)))
    fail(where, ": x must be ", square ? "square " : "",
         "matrices of dtype float32 or float64; "
         "received shape ",
         x.shape(), " of dtype ", x.dtype());
  return y;
}

/// Both operands of an equation, with the same stack of matrices, b as a matrix.
struct Equation {
  Tensor a, b;
  bool vector;
};
Equation equation_of(const char* where, const Tensor& a, const Tensor& b) {
  const auto dtype = floating_dtype(a, b);
  const bool vector = b.rank() == a.rank() - 1;
  const auto left = matrices_of(where, converted(a, dtype), true);
  auto right = converted(b, dtype);
  if (vector) right = expand_dims(right, -1);
  if (right.rank() < 2 || right.shape(-2) != left.shape(-1))
    fail(where, ": b must have a row for each row of a; received shapes ", a.shape(), " and ",
         b.shape());
  const auto outer = broadcast(stacked(left.shape()), stacked(right.shape()), where);
  return {broadcast_to(left, outer + left.shape().from(left.rank() - 2)),
          broadcast_to(right, outer + right.shape().from(right.rank() - 2)), vector};
}

}  // namespace

Tensor cholesky(const Tensor& x, CholeskyOptions options) {
  if (any_symbolic(x)) return call_node<cholesky>(x, options);
  const auto y = graph::apply(Cholesky{}, matrices_of("ops.cholesky", x, true));
  return options.upper ? transposed(y) : y;
}
Tensor cholesky_inverse(const Tensor& x, CholeskyOptions options) {
  if (any_symbolic(x)) return call_node<cholesky_inverse>(x, options);
  if (x.dtype().is_half()) return cast(cholesky_inverse(cast(x, "float32"), options), x.dtype());
  const auto y = matrices_of("ops.cholesky_inverse", x, true);
  const auto size = static_cast<int>(y.shape(-1));
  const auto half = solve_triangular(y, broadcast_to(eye(size, {.dtype = y.dtype()}), y.shape()),
                                     {!options.upper});
  return options.upper ? matmul(half, transposed(half)) : matmul(transposed(half), half);
}

std::array<Tensor, 2> slogdet(const Tensor& x) {
  if (any_symbolic(x)) return call_node<slogdet>(x);
  const bool half = x.dtype().is_half();
  const auto wide = matrices_of("ops.slogdet", half ? cast(x, "float32") : x, true);
  const auto y = graph::apply_many(SignLogDet{}, wide);
  if (half) return {cast(y[0], x.dtype()), cast(y[1], x.dtype())};
  return {y[0], y[1]};
}
Tensor logdet(const Tensor& x) {
  if (any_symbolic(x)) return call_node<logdet>(x);
  return slogdet(x)[1];
}
Tensor det(const Tensor& x) {
  if (any_symbolic(x)) return call_node<det>(x);
  const auto [sign, size] = slogdet(x);
  return stop_gradient(sign) * exp(size);
}

Tensor inv(const Tensor& x) {
  if (any_symbolic(x)) return call_node<inv>(x);
  return graph::apply(Inverse{}, matrices_of("ops.inv", x, true));
}
Tensor matrix_power(const Tensor& x, int n) {
  if (any_symbolic(x)) return call_node<matrix_power>(x, n);
  if (x.rank() < 2 || x.shape(-1) != x.shape(-2))
    fail("ops.matrix_power: x must be square matrices; received shape ", x.shape());
  auto square = n < 0 ? inv(x) : x;
  Tensor result = broadcast_to(eye(static_cast<int>(x.shape(-1)), {.dtype = x.dtype()}), x.shape());
  for (auto left = std::abs(std::int64_t{n}); left > 0; left /= 2) {
    if (left % 2 == 1) result = matmul(result, square);
    square = matmul(square, square);
  }
  return result;
}
Tensor solve(const Tensor& a, const Tensor& b) {
  if (any_symbolic(a, b)) return call_node<solve>(a, b);
  const auto [left, right, vector] = equation_of("ops.solve", a, b);
  const auto y = graph::apply(Solve{}, left, right);
  return vector ? squeeze(y, {.axis = -1}) : y;
}
Tensor solve_triangular(const Tensor& a, const Tensor& b, TriangularOptions options) {
  if (any_symbolic(a, b)) return call_node<solve_triangular>(a, b, options);
  const auto dtype = floating_dtype(a, b);
  if (dtype.is_half())
    return cast(solve_triangular(cast(a, "float32"), cast(b, "float32"), options), dtype);
  const auto [left, right, vector] = equation_of("ops.solve_triangular", a, b);
  const auto y = graph::apply(SolveTriangular{options.lower}, left, right);
  return vector ? squeeze(y, {.axis = -1}) : y;
}

std::array<Tensor, 2> lu_factor(const Tensor& x) {
  if (any_symbolic(x)) return call_node<lu_factor>(x);
  const auto y = graph::apply_many(LuFactor{}, matrices_of("ops.lu_factor", x, false));
  return {y[0], y[1]};
}
std::array<Tensor, 2> qr(const Tensor& x, QrOptions options) {
  if (any_symbolic(x)) return call_node<qr>(x, options);
  if (options.mode != "reduced" && options.mode != "complete")
    fail("ops.qr: mode must be 'reduced' or 'complete'; received mode=", quoted(options.mode));
  const auto y = graph::apply_many(Qr{}, matrices_of("ops.qr", x, false));
  const auto rows = x.shape(-2), columns = x.shape(-1);
  if (options.mode == "complete" || rows <= columns) return {y[0], y[1]};
  return {take(y[0], arange(columns), {-1}), take(y[1], arange(columns), {-2})};
}
std::array<Tensor, 2> eigh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<eigh>(x);
  const auto y = matrices_of("ops.eigh", x, true);
  const auto parts = graph::apply_many(Eigh{}, (y + transposed(y)) * 0.5);
  return {parts[0], parts[1]};
}
std::vector<Tensor> svd(const Tensor& x, SvdOptions options) {
  if (any_symbolic(x)) return call_node<svd>(x, options);
  const auto y = graph::apply_many(Svd{}, matrices_of("ops.svd", x, false));
  if (!options.compute_uv) return {y[1]};
  if (options.full_matrices) return {y[0], y[1], y[2]};
  const auto first = arange(y[1].shape(-1));
  return {take(y[0], first, {-1}), y[1], take(y[2], first, {-2})};
}

}  // namespace keras::ops
