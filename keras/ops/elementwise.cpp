#include "keras/ops/elementwise.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "keras/graph/define.hpp"
#include "keras/ops/complex.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// A function of one floating-point number that the compiler has no loop for, computed in double.
template <class F>
struct Pointwise {
  static constexpr auto name = F::name;
  static constexpr bool parallel = true;
  Spec infer(const Spec& x) const { return {x.shape, x.dtype}; }
  Tensor vjp(const Tensor& x, const Tensor& y, const Tensor& dy) const {
    return dy * F::slope(x, y);
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    visit_dtype(x.dtype(), [&](auto zero) {
      using T = decltype(zero);
      using Wide = std::conditional_t<std::is_same_v<T, double>, double, float>;
      const auto count = x.shape().elements();
      constexpr std::int64_t elements_per_tile = 1024;
      cpu.for_each((count + elements_per_tile - 1) / elements_per_tile, [&](std::int64_t tile) {
        const auto last = std::min(count, (tile + 1) * elements_per_tile);
        for (auto i = tile * elements_per_tile; i < last; ++i)
          y.as<T>()[i] = T(static_cast<Wide>(F::value(static_cast<double>(x.as<T>()[i]))));
      });
    });
  }
};

struct CubeRoot {
  static constexpr auto name = "cbrt";
  static double value(double x) { return std::cbrt(x); }
  static Tensor slope(const Tensor&, const Tensor& y) { return 1 / (3 * y * y); }
};

struct ErrorComplement {
  static constexpr auto name = "erfc";
  static double value(double x) { return std::erfc(x); }
  static Tensor slope(const Tensor& x, const Tensor&) {
    return -2 * std::numbers::inv_sqrtpi * exp(-x * x);
  }
};

double bessel(int order, double x) {
  constexpr double largest = 700;  // beyond, the result is no double
  const auto magnitude = std::abs(x);
  if (std::isnan(x) || std::isinf(x)) return std::numeric_limits<double>::quiet_NaN();
  if (magnitude > largest) return std::numeric_limits<double>::infinity();
  return std::cyl_bessel_i(order, magnitude);
}

struct Bessel1 {
  static constexpr auto name = "i1";
  static double value(double x) { return std::copysign(bessel(1, x), x); }
  static Tensor slope(const Tensor& x, const Tensor& y) {
    return i0(x) - where(x == 0, 0.5, y / where(x == 0, 1, x));
  }
};

struct Bessel0 {
  static constexpr auto name = "i0";
  static double value(double x) { return bessel(0, x); }
  static Tensor slope(const Tensor& x, const Tensor&) {
    return graph::apply(Pointwise<Bessel1>{}, x);
  }
};

struct SignBit {
  static constexpr auto name = "signbit";
  Spec infer(const Spec& x) const { return {x.shape, DType::boolean}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    visit_dtype(x.dtype(), [&](auto zero) {
      using T = decltype(zero);
      for (std::int64_t i = 0; i < x.shape().elements(); ++i)
        y.as<bool>()[i] = std::signbit(static_cast<double>(x.as<T>()[i]));
    });
  }
};

double largest_of(DType dtype) {
  if (dtype == DType::float16) return 65504;
  if (dtype == DType::bfloat16) return 3.3895313892515355e38;
  return dtype == DType::float64 ? std::numeric_limits<double>::max()
                                 : std::numeric_limits<float>::max();
}

}  // namespace

Tensor angle(const Tensor& x) {
  if (any_symbolic(x)) return call_node<angle>(x);
  if (x.dtype().is_complex()) return arctan2(imaginary_part(x), real_part(x));
  const auto y = floating(x);
  return arctan2(zeros_like(y), y);
}
Tensor real(const Tensor& x) {
  if (any_symbolic(x)) return call_node<real>(x);
  return real_part(x);
}
Tensor imag(const Tensor& x) {
  if (any_symbolic(x)) return call_node<imag>(x);
  return imaginary_part(x);
}
Tensor conjugate(const Tensor& x) {
  if (any_symbolic(x)) return call_node<conjugate>(x);
  return x.dtype().is_complex() ? complex_of(real_part(x), -imaginary_part(x)) : x;
}
Tensor conj(const Tensor& x) { return conjugate(x); }
Tensor copy(const Tensor& x) {
  if (any_symbolic(x)) return call_node<copy>(x);
  return x;
}
Tensor fabs(const Tensor& x) {
  if (any_symbolic(x)) return call_node<fabs>(x);
  return absolute(floating(x));
}
Tensor cbrt(const Tensor& x) {
  if (any_symbolic(x)) return call_node<cbrt>(x);
  return graph::apply(Pointwise<CubeRoot>{}, floating(x));
}
Tensor exp2(const Tensor& x) {
  if (any_symbolic(x)) return call_node<exp2>(x);
  return power(2, floating(x));
}
Tensor deg2rad(const Tensor& x) {
  if (any_symbolic(x)) return call_node<deg2rad>(x);
  return floating(x) * (std::numbers::pi / 180);
}
Tensor rad2deg(const Tensor& x) {
  if (any_symbolic(x)) return call_node<rad2deg>(x);
  return floating(x) * (180 / std::numbers::pi);
}
Tensor sinc(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sinc>(x);
  const auto y = floating(x) * std::numbers::pi;
  const auto safe = where(y == 0, 1, y);
  return where(y == 0, 1, sin(safe) / safe);
}
Tensor i0(const Tensor& x) {
  if (any_symbolic(x)) return call_node<i0>(x);
  return graph::apply(Pointwise<Bessel0>{}, floating(x));
}
Tensor erfc(const Tensor& x) {
  if (any_symbolic(x)) return call_node<erfc>(x);
  return graph::apply(Pointwise<ErrorComplement>{}, floating(x));
}

Tensor isposinf(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isposinf>(x);
  return floating(x) == std::numeric_limits<double>::infinity();
}
Tensor isneginf(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isneginf>(x);
  return floating(x) == -std::numeric_limits<double>::infinity();
}
Tensor isreal(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isreal>(x);
  return imaginary_part(x) == 0;
}
Tensor signbit(const Tensor& x) {
  if (any_symbolic(x)) return call_node<signbit>(x);
  return graph::apply(SignBit{}, x);
}
Tensor nan_to_num(const Tensor& x, NanToNumOptions options) {
  if (any_symbolic(x)) return call_node<nan_to_num>(x, options);
  if (!x.dtype().is_floating()) return x;
  const auto high = options.posinf.value_or(largest_of(x.dtype()));
  const auto low = options.neginf.value_or(-largest_of(x.dtype()));
  const auto y = where(isnan(x), options.nan, x);
  return where(isposinf(x), high, where(isneginf(x), low, y));
}

Tensor bitwise_invert(const Tensor& x) {
  if (any_symbolic(x)) return call_node<bitwise_invert>(x);
  return bitwise_not(x);
}
Tensor bitwise_left_shift(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<bitwise_left_shift>(x, y);
  return left_shift(x, y);
}
Tensor bitwise_right_shift(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<bitwise_right_shift>(x, y);
  return right_shift(x, y);
}

}  // namespace keras::ops
