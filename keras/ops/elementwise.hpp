// keras.ops: more functions of elements that NumPy has.
#pragma once
#include <optional>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The angle of complex numbers, from -pi to pi; 0 or pi for others, by their sign.
Tensor angle(const Tensor& x);
Tensor real(const Tensor& x);
/// Zeros for what is not complex.
Tensor imag(const Tensor& x);
Tensor conjugate(const Tensor& x);
Tensor conj(const Tensor& x);
Tensor copy(const Tensor& x);
/// The absolute value as a floating-point number.
Tensor fabs(const Tensor& x);
/// The cube root.
Tensor cbrt(const Tensor& x);
/// 2 to the power of x.
Tensor exp2(const Tensor& x);
Tensor deg2rad(const Tensor& x);
Tensor rad2deg(const Tensor& x);
/// sin(pi x) / (pi x), and 1 at 0.
Tensor sinc(const Tensor& x);
/// The modified Bessel function of the first kind, order 0.
Tensor i0(const Tensor& x);
/// 1 - erf(x), precise where erf(x) is almost 1.
Tensor erfc(const Tensor& x);

Tensor isposinf(const Tensor& x);
Tensor isneginf(const Tensor& x);
/// Whether the imaginary part is 0.
Tensor isreal(const Tensor& x);
/// Whether the sign is negative, that of -0 included.
Tensor signbit(const Tensor& x);
struct NanToNumOptions {
  double nan = 0;
  std::optional<double> posinf = {};  ///< The largest number of the dtype by default.
  std::optional<double> neginf = {};  ///< The lowest number of the dtype by default.
};
/// `x` with other numbers in the places of NaN and of the infinities.
Tensor nan_to_num(const Tensor& x, NanToNumOptions options = {});

/// The larger of both that is not NaN.
Tensor fmax(const Tensor& x1, const Tensor& x2);
Tensor fmin(const Tensor& x1, const Tensor& x2);
/// The remainder of x1 / x2 rounded toward 0: it has the sign of x1.
Tensor fmod(const Tensor& x1, const Tensor& x2);
/// x1 / x2, and 0 where x2 is 0.
Tensor divide_no_nan(const Tensor& x1, const Tensor& x2);
/// The greatest common divisor of integers.
Tensor gcd(const Tensor& x1, const Tensor& x2);
/// The least common multiple of integers.
Tensor lcm(const Tensor& x1, const Tensor& x2);
/// 0 where x1 is negative, 1 where it is positive, x2 where it is 0.
Tensor heaviside(const Tensor& x1, const Tensor& x2);
/// sqrt(x1^2 + x2^2), without overflow.
Tensor hypot(const Tensor& x1, const Tensor& x2);
/// log(exp(x1) + exp(x2)), without overflow.
Tensor logaddexp(const Tensor& x1, const Tensor& x2);
/// log2(2^x1 + 2^x2), without overflow.
Tensor logaddexp2(const Tensor& x1, const Tensor& x2);
/// x1 * 2^x2
Tensor ldexp(const Tensor& x1, const Tensor& x2);
/// The number next to x1 in the direction of x2.
Tensor nextafter(const Tensor& x1, const Tensor& x2);
Tensor bitwise_invert(const Tensor& x);
Tensor bitwise_left_shift(const Tensor& x, const Tensor& y);
Tensor bitwise_right_shift(const Tensor& x, const Tensor& y);

struct IscloseOptions {
  double rtol = 1e-5, atol = 1e-8;
  bool equal_nan = false;  ///< Whether NaN is close to NaN.
};
/// Whether |x1 - x2| <= atol + rtol * |x2|.
Tensor isclose(const Tensor& x1, const Tensor& x2, IscloseOptions options = {});
Tensor allclose(const Tensor& x1, const Tensor& x2, IscloseOptions options = {});
struct IsinOptions {
  bool assume_unique = false;  ///< Changes nothing but the speed elsewhere.
  bool invert = false;
};
/// Whether each element of x1 is one of the elements of x2.
Tensor isin(const Tensor& x1, const Tensor& x2, IsinOptions options = {});

}  // namespace keras::ops
