#include "keras/ops/complex.hpp"

#include <complex>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/elementwise.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

DType dtype_of_parts(DType dtype) {
  return dtype == DType::complex128 ? DType::float64 : DType::float32;
}
DType dtype_with_parts(DType dtype) {
  return dtype == DType::float64 ? DType::complex128 : DType::complex64;
}

/// Calls `visit` with a zero of the dtype of the parts.
template <class Visit>
void visit_parts(DType parts, Visit visit) {
  if (parts == DType::float64)
    visit(double{});
  else
    visit(float{});
}

struct Complex {
  static constexpr auto name = "complex";

  Spec infer(const Spec& real, const Spec&) const {
    return {real.shape, dtype_with_parts(real.dtype)};
  }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor& dy) const {
    return {real_part(dy), imaginary_part(dy)};
  }
  void run(const runtime::Cpu&, const View& real, const View& imaginary, const View& y) const {
    visit_parts(real.dtype(), [&](auto zero) {
      using T = decltype(zero);
      for (std::int64_t i = 0; i < real.shape().elements(); ++i)
        y.as<std::complex<T>>()[i] = {real.as<T>()[i], imaginary.as<T>()[i]};
    });
  }
};

struct Part {
  static constexpr auto name = "part";
  bool imaginary;

  Spec infer(const Spec& x) const { return {x.shape, dtype_of_parts(x.dtype)}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const {
    const auto rest = zeros_like(dy);
    return imaginary ? complex_of(rest, dy) : complex_of(dy, rest);
  }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    visit_parts(y.dtype(), [&](auto zero) {
      using T = decltype(zero);
      for (std::int64_t i = 0; i < x.shape().elements(); ++i)
        y.as<T>()[i] = x.as<T>()[2 * i + imaginary];
    });
  }
};

}  // namespace

Tensor complex_of(const Tensor& real, const Tensor& imaginary) {
  return graph::apply(Complex{}, real, imaginary);
}

Tensor real_part(const Tensor& x) {
  return x.dtype().is_complex() ? graph::apply(Part{false}, x) : x;
}
Tensor imaginary_part(const Tensor& x) {
  return x.dtype().is_complex() ? graph::apply(Part{true}, x) : zeros_like(x);
}

Tensor complex_sum(const Tensor& x1, const Tensor& x2) {
  return complex_of(real_part(x1) + real_part(x2), imaginary_part(x1) + imaginary_part(x2));
}
Tensor complex_product(const Tensor& x1, const Tensor& x2) {
  const auto a = real_part(x1), b = imaginary_part(x1), c = real_part(x2), d = imaginary_part(x2);
  return complex_of(a * c - b * d, a * d + b * c);
}
Tensor complex_quotient(const Tensor& x1, const Tensor& x2) {
  const auto a = real_part(x1), b = imaginary_part(x1), c = real_part(x2), d = imaginary_part(x2);
  const auto size = c * c + d * d;
  return complex_of((a * c + b * d) / size, (b * c - a * d) / size);
}
Tensor complex_negative(const Tensor& x) { return complex_of(-real_part(x), -imaginary_part(x)); }
Tensor complex_size(const Tensor& x) { return hypot(real_part(x), imaginary_part(x)); }

Tensor complex_cast(const Tensor& x, DType dtype) {
  if (!dtype.is_complex())
    fail(
        "ops.cast: a complex tensor must be taken apart by ops.real, ops.imag or ops.absolute; "
        "received dtype=",
        quoted(dtype.name()));
  const auto parts = dtype_of_parts(dtype);
  return complex_of(cast(real_part(x), parts), cast(imaginary_part(x), parts));
}

Tensor polar(const Tensor& abs_, const Tensor& angle) {
  if (any_symbolic(abs_, angle)) return call_node<polar>(abs_, angle);
  const auto dtype = floating_dtype(abs_, angle);
  const auto parts = dtype == DType::float64 ? DType::float64 : DType::float32;
  const auto size = converted(abs_, parts), turn = converted(angle, parts);
  return complex_of(size * cos(turn), size * sin(turn));
}

Tensor view_as_complex(const Tensor& x) {
  if (any_symbolic(x)) return call_node<view_as_complex>(x);
  if (x.rank() == 0 || x.shape(-1) != 2)
    fail("ops.view_as_complex: the last axis of x must have 2 elements; received shape ",
         x.shape());
  const auto parts =
      unstack(converted(x, x.dtype() == DType::float64 ? "float64" : "float32"), {.axis = -1});
  return complex_of(parts[0], parts[1]);
}

Tensor view_as_real(const Tensor& x) {
  if (any_symbolic(x)) return call_node<view_as_real>(x);
  return stack({real_part(x), imaginary_part(x)}, {.axis = -1});
}

Tensor cdist(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<cdist>(x, y);
  if (x.rank() < 2 || y.rank() < 2 || x.shape(-1) != y.shape(-1))
    fail("ops.cdist: x and y must be rows of as many elements; received shapes ", x.shape(),
         " and ", y.shape());
  return sqrt(sum(square(expand_dims(x, -2) - expand_dims(y, -3)), {.axis = -1}));
}

}  // namespace keras::ops
