// Elementary functions of doubles: the usual two vectorised, the rest from the C library.
#pragma once
#include "keras/runtime/cpu/isa/wide_math.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

inline double exp(double x) { return wide_exp(x); }
inline double expm1(double x) { return __builtin_expm1(x); }
inline double log(double x) { return wide_log(x); }
inline double log1p(double x) { return __builtin_log1p(x); }
inline double sin(double x) { return __builtin_sin(x); }
inline double cos(double x) { return __builtin_cos(x); }
inline double tan(double x) { return __builtin_tan(x); }
inline double asin(double x) { return __builtin_asin(x); }
inline double acos(double x) { return __builtin_acos(x); }
inline double atan(double x) { return __builtin_atan(x); }
inline double sinh(double x) { return __builtin_sinh(x); }
inline double cosh(double x) { return __builtin_cosh(x); }
inline double tanh(double x) { return __builtin_tanh(x); }
inline double asinh(double x) { return __builtin_asinh(x); }
inline double acosh(double x) { return __builtin_acosh(x); }
inline double atanh(double x) { return __builtin_atanh(x); }
inline double erf(double x) { return __builtin_erf(x); }
inline double normal_below(double x) { return 0.5 * __builtin_erfc(x * -0.70710678118654752440); }
inline double power(double a, double b) { return __builtin_pow(a, b); }
inline double arctan2(double a, double b) { return __builtin_atan2(a, b); }
inline double sigmoid(double x) {
  const double e = wide_exp(-__builtin_fabs(x));
  return (x < 0 ? e : 1.0) / (1 + e);
}

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
