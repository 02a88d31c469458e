// The inverse of erf, after M. Giles, Approximating the erfinv function (GPU Computing Gems, 2010),
// whose polynomials start a Newton step.
#pragma once
#include "keras/runtime/cpu/isa/wide_math.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Giles's single-precision polynomials in w = -log(1 - x^2): relative error below 1e-6.
inline double erfinv_start(double x, double w) {
  const double s = w < 5 ? w - 2.5 : __builtin_sqrt(w) - 3;
  const double near[] = {2.81022636e-08,  3.43273939e-07, -3.5233877e-06,
                         -4.39150654e-06, 0.00021858087,  -0.00125372503,
                         -0.00417768164,  0.246640727,    1.50140941};
  const double far[] = {-0.000200214257, 0.000100950558, 0.00134934322,
                        -0.00367342844,  0.00573950773,  -0.0076224613,
                        0.00943887047,   1.00167406,     2.83297682};
  double p = 0;
  for (int i = 0; i < 9; ++i) p = p * s + (w < 5 ? near[i] : far[i]);
  return p * x;
}

inline double erfinv(double x) {
  if (!(x > -1 && x < 1)) {
    return x == 1 ? infinity : x == -1 ? -infinity : not_a_number;
  }
  double y = erfinv_start(x, -__builtin_log((1 - x) * (1 + x)));
  constexpr double half_root_pi = 0.88622692545275801365;
  for (int i = 0; i < 2; ++i) {
    const double error = (y < 0.5 && y > -0.5) ? __builtin_erf(y) - x
                         : y > 0               ? (1 - x) - __builtin_erfc(y)
                                               : __builtin_erfc(-y) - (1 + x);
    const double step = error * half_root_pi * __builtin_exp(y * y);
    y -= step / (1 + y * step);  // Halley: the second derivative is 2y times the first
  }
  return y;
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
