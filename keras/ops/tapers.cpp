// Windows that fade signals in and out. Their length is the value of a tensor, which is looked at.
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

/// `height` at evenly spaced places from 0 to 1, both included.
Tensor taper(const char* where, const Tensor& x, const std::function<double(double)>& height) {
  if (any_symbolic(x))
    fail(where, ": the length depends on the value; it cannot be called on symbolic tensors");
  if (x.size() != 1 || !x.dtype().is_integer())
    fail(where, ": x must be a whole number; received shape ", x.shape(), " of dtype ", x.dtype());
  const int length = int(x);
  if (length < 0) fail(where, ": x must not be negative; received x=", length);
  if (length == 1) return Tensor(std::vector<float>{1});
  std::vector<float> heights;
  for (int i = 0; i < length; ++i)
    heights.push_back(static_cast<float>(height(static_cast<double>(i) / (length - 1))));
  return Tensor(heights);
}

double wave(double turns) { return std::cos(2 * std::numbers::pi * turns); }

}  // namespace

Tensor bartlett(const Tensor& x) {
  return taper("ops.bartlett", x, [](double t) { return 1 - std::abs(2 * t - 1); });
}

Tensor blackman(const Tensor& x) {
  return taper("ops.blackman", x,
               [](double t) { return 0.42 - 0.5 * wave(t) + 0.08 * wave(2 * t); });
}

Tensor hamming(const Tensor& x) {
  return taper("ops.hamming", x, [](double t) { return 0.54 - 0.46 * wave(t); });
}

Tensor hanning(const Tensor& x) {
  return taper("ops.hanning", x, [](double t) { return 0.5 - 0.5 * wave(t); });
}

Tensor kaiser(const Tensor& x, double beta) {
  return taper("ops.kaiser", x, [beta](double t) {
    const double across = 2 * t - 1;
    return std::cyl_bessel_i(0.0, std::abs(beta) * std::sqrt(1 - across * across)) /
           std::cyl_bessel_i(0.0, std::abs(beta));
  });
}

}  // namespace keras::ops
