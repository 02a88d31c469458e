// Elementary functions of floats, from the C library.
#pragma once

namespace keras::runtime::KERAS_ISA {
namespace {

inline float exp(float x) { return __builtin_expf(x); }
inline float expm1(float x) { return __builtin_expm1f(x); }
inline float log(float x) { return __builtin_logf(x); }
inline float log1p(float x) { return __builtin_log1pf(x); }
inline float sin(float x) { return __builtin_sinf(x); }
inline float cos(float x) { return __builtin_cosf(x); }
inline float tan(float x) { return __builtin_tanf(x); }
inline float asin(float x) { return __builtin_asinf(x); }
inline float acos(float x) { return __builtin_acosf(x); }
inline float atan(float x) { return __builtin_atanf(x); }
inline float sinh(float x) { return __builtin_sinhf(x); }
inline float cosh(float x) { return __builtin_coshf(x); }
inline float tanh(float x) { return __builtin_tanhf(x); }
inline float asinh(float x) { return __builtin_asinhf(x); }
inline float acosh(float x) { return __builtin_acoshf(x); }
inline float atanh(float x) { return __builtin_atanhf(x); }
inline float erf(float x) { return __builtin_erff(x); }
inline float power(float a, float b) { return __builtin_powf(a, b); }
inline float arctan2(float a, float b) { return __builtin_atan2f(a, b); }
inline float sigmoid(float x) { return 1 / (1 + __builtin_expf(-x)); }

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
