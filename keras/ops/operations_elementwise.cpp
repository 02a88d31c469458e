#include "keras/ops/elementwise.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> elementwise_operations() {
  return {
      operation<angle>("angle", "Angle", {"x"}),
      operation<real>("real", "Real", {"x"}),
      operation<imag>("imag", "Imag", {"x"}),
      operation<conjugate>("conjugate", "Conjugate", {"x"}),
      operation<conj>("conj", "", {"x"}),
      operation<ops::copy>("copy", "Copy", {"x"}),
      operation<fabs>("fabs", "Fabs", {"x"}),
      operation<cbrt>("cbrt", "Cbrt", {"x"}),
      operation<exp2>("exp2", "Exp2", {"x"}),
      operation<deg2rad>("deg2rad", "Deg2rad", {"x"}),
      operation<rad2deg>("rad2deg", "Rad2deg", {"x"}),
      operation<sinc>("sinc", "Sinc", {"x"}),
      operation<i0>("i0", "I0", {"x"}),
      operation<isposinf>("isposinf", "Isposinf", {"x"}),
      operation<isneginf>("isneginf", "Isneginf", {"x"}),
      operation<isreal>("isreal", "Isreal", {"x"}),
      operation<signbit>("signbit", "Signbit", {"x"}),
      operation<nan_to_num>("nan_to_num", "NanToNum", {"x"}),
      operation<fmax>("fmax", "Fmax", {"x1", "x2"}),
      operation<fmin>("fmin", "Fmin", {"x1", "x2"}),
      operation<fmod>("fmod", "Fmod", {"x1", "x2"}),
      operation<divide_no_nan>("divide_no_nan", "DivideNoNan", {"x1", "x2"}),
      operation<gcd>("gcd", "Gcd", {"x1", "x2"}),
      operation<lcm>("lcm", "Lcm", {"x1", "x2"}),
      operation<heaviside>("heaviside", "Heaviside", {"x1", "x2"}),
      operation<hypot>("hypot", "Hypot", {"x1", "x2"}),
      operation<logaddexp>("logaddexp", "Logaddexp", {"x1", "x2"}),
      operation<logaddexp2>("logaddexp2", "Logaddexp2", {"x1", "x2"}),
      operation<ldexp>("ldexp", "Ldexp", {"x1", "x2"}),
      operation<nextafter>("nextafter", "Nextafter", {"x1", "x2"}),
      operation<bitwise_invert>("bitwise_invert", "BitwiseInvert", {"x"}),
      operation<bitwise_left_shift>("bitwise_left_shift", "BitwiseLeftShift", {"x", "y"}),
      operation<bitwise_right_shift>("bitwise_right_shift", "BitwiseRightShift", {"x", "y"}),
      operation<isclose>("isclose", "Isclose", {"x1", "x2"}, {.called = {"rtol", "atol"}}),
      operation<allclose>("allclose", "AllClose", {"x1", "x2"}),
      operation<isin>("isin", "IsIn", {"x1", "x2"}),
  };
}

}  // namespace keras::ops
