#include "keras/ops/core.hpp"

#include <cmath>
#include <limits>

#include "keras/graph/define.hpp"
#include "keras/ops/complex.hpp"
#include "keras/ops/float8.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

struct Cast {
  static constexpr auto name = "cast";
  DType dtype;
  Spec infer(const Spec& x) const { return {x.shape, dtype}; }
  graph::Trait trait() const { return graph::CastTrait{}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return x.dtype().is_floating() ? cast(dy, x.dtype()) : Tensor();
  }
};

struct StopGradient {
  static constexpr auto name = "stop_gradient";
  Spec infer(const Spec& x) const { return x; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
};

/// The least and the largest number of a dtype that is no float64.
std::pair<double, double> limits(DType dtype) {
  return visit_dtype(dtype, [](auto zero) -> std::pair<double, double> {
    using T = decltype(zero);
    if constexpr (std::is_same_v<T, float16>) return {-65504.0, 65504.0};
    if constexpr (std::is_same_v<T, bfloat16>)
      return {-3.3895313892515355e38, 3.3895313892515355e38};
    return {static_cast<double>(std::numeric_limits<T>::lowest()),
            static_cast<double>(std::numeric_limits<T>::max())};
  });
}

/// The number of `dtype` next to `x` toward 0.
double toward_zero(double x, DType dtype) {
  if (dtype == DType::float32 && std::abs(static_cast<double>(static_cast<float>(x))) > std::abs(x))
    return std::nextafter(static_cast<float>(x), 0.0F);
  return x;
}

}  // namespace

Tensor cast(const Tensor& x, DType dtype) {
  if (any_symbolic(x)) return call_node<cast>(x, dtype);
  if (x.dtype() == dtype && !x.spec().weak) return x;
  if (x.dtype().is_complex() || dtype.is_complex()) return complex_cast(x, dtype);
  if (x.dtype().is_float8() || dtype.is_float8()) return float8_cast(x, dtype);
  return graph::apply(Cast{dtype}, x);
}

Tensor saturate_cast(const Tensor& x, DType dtype) {
  if (any_symbolic(x)) return call_node<saturate_cast>(x, dtype);
  if (x.dtype() == DType::boolean) return cast(x, dtype);
  if (dtype == DType::boolean) return cast(maximum(x, number(0, x.dtype())), dtype);
  const auto [low, high] = limits(dtype);
  const auto [least, most] = limits(x.dtype());
  const auto bound = [&](double limit) { return number(toward_zero(limit, x.dtype()), x.dtype()); };
  auto y = x;
  if (low > least) y = maximum(y, bound(low));
  if (high < most) y = minimum(y, bound(high));
  return cast(y, dtype);
}

Tensor convert_to_tensor(const Tensor& x, ConvertOptions options) {
  if (any_symbolic(x)) return call_node<convert_to_tensor>(x, options);
  return options.dtype ? converted(x, *options.dtype) : x;
}

Tensor stop_gradient(const Tensor& x) {
  if (any_symbolic(x)) return call_node<stop_gradient>(x);
  return graph::apply(StopGradient{}, x);
}

}  // namespace keras::ops
