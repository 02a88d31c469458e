// Arithmetic and comparison between tensors, as keras.ops does it.
#pragma once
#include "keras/ops/numpy.hpp"

namespace keras {

inline Tensor operator+(const Tensor& a, const Tensor& b) { return ops::add(a, b); }
inline Tensor operator-(const Tensor& a, const Tensor& b) { return ops::subtract(a, b); }
inline Tensor operator*(const Tensor& a, const Tensor& b) { return ops::multiply(a, b); }
inline Tensor operator/(const Tensor& a, const Tensor& b) { return ops::divide(a, b); }
inline Tensor operator%(const Tensor& a, const Tensor& b) { return ops::mod(a, b); }
inline Tensor operator-(const Tensor& a) { return ops::negative(a); }
inline Tensor operator==(const Tensor& a, const Tensor& b) { return ops::equal(a, b); }
inline Tensor operator!=(const Tensor& a, const Tensor& b) { return ops::not_equal(a, b); }
inline Tensor operator<(const Tensor& a, const Tensor& b) { return ops::less(a, b); }
inline Tensor operator<=(const Tensor& a, const Tensor& b) { return ops::less_equal(a, b); }
inline Tensor operator>(const Tensor& a, const Tensor& b) { return ops::greater(a, b); }
inline Tensor operator>=(const Tensor& a, const Tensor& b) { return ops::greater_equal(a, b); }
inline Tensor operator!(const Tensor& a) { return ops::logical_not(a); }
inline Tensor operator&(const Tensor& a, const Tensor& b) { return ops::bitwise_and(a, b); }
inline Tensor operator|(const Tensor& a, const Tensor& b) { return ops::bitwise_or(a, b); }
inline Tensor operator^(const Tensor& a, const Tensor& b) { return ops::bitwise_xor(a, b); }

}  // namespace keras
