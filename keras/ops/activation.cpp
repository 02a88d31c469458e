#include <cmath>
#include <numbers>

#include "keras/graph/define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/rectify.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

using runtime::Tile;

/// max(x, 0); the second operand is the number 0. The gradient at 0 is 0, not shared as in maximum.
struct Relu {
  static constexpr auto name = "relu";
  static constexpr auto tile = Tile::maximum;
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor& y, const Tensor& dy) const {
    return {where(y > 0, dy, 0), Tensor()};
  }
};

/// min(x, limit); the second operand is a number. The gradient at the limit is 0.
struct Capped {
  static constexpr auto name = "capped";
  static constexpr auto tile = Tile::minimum;
  std::vector<Tensor> vjp(const Tensor& x, const Tensor& limit, const Tensor&,
                          const Tensor& dy) const {
    return {where(x < limit, dy, 0), Tensor()};
  }
};

struct Sigmoid {
  static constexpr auto name = "sigmoid";
  static constexpr auto tile = Tile::sigmoid;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const { return dy * y * (1 - y); }
};

struct Erf {
  static constexpr auto name = "erf";
  static constexpr auto tile = Tile::erf;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return dy * (2 * std::numbers::inv_sqrtpi) * exp(-x * x);
  }
};

struct GeluSlope {
  static constexpr auto name = "gelu_slope";
  static constexpr auto tile = Tile::gelu_slope;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    const auto square = x * x;
    const double density = std::numbers::inv_sqrtpi / std::numbers::sqrt2;
    return dy * (density * exp(-0.5 * square) * (2 - square));
  }
};

struct Gelu {
  static constexpr auto name = "gelu";
  static constexpr auto tile = Tile::gelu;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return dy * graph::apply(GeluSlope{}, x);
  }
};

struct Erfinv {
  static constexpr auto name = "erfinv";
  static constexpr auto tile = Tile::erfinv;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    return dy * (0.5 / std::numbers::inv_sqrtpi) * exp(y * y);
  }
};

struct Rsqrt {
  static constexpr auto name = "rsqrt";
  static constexpr auto tile = Tile::rsqrt;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    return -0.5 * dy * y * y * y;
  }
};

}  // namespace

Tensor relu(const Tensor& x) {
  if (any_symbolic(x)) return call_node<relu>(x);
  const auto y = x.dtype() == DType::boolean ? converted(x, "int32") : x;
  return graph::apply(Relu{}, y, number(0, y.dtype()));
}
Tensor relu6(const Tensor& x) {
  if (any_symbolic(x)) return call_node<relu6>(x);
  const auto y = relu(floating(x));
  return graph::apply(Capped{}, y, number(6, y.dtype()));
}
Tensor leaky_relu(const Tensor& x, LeakyReluOptions options) {
  if (any_symbolic(x)) return call_node<leaky_relu>(x, options);
  return where(x >= 0, x, x * options.negative_slope);
}
Tensor sigmoid(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sigmoid>(x);
  return graph::apply(Sigmoid{}, floating(x));
}
Tensor silu(const Tensor& x) {
  if (any_symbolic(x)) return call_node<silu>(x);
  return x * sigmoid(x);
}
Tensor softplus(const Tensor& x) {
  if (any_symbolic(x)) return call_node<softplus>(x);
  const auto y = floating(x);
  return where(y > 0, y, 0) + log1p(exp(-where(y > 0, y, -y)));
}
Tensor softsign(const Tensor& x) {
  if (any_symbolic(x)) return call_node<softsign>(x);
  return x / (1 + abs(x));
}
Tensor elu(const Tensor& x, EluOptions options) {
  if (any_symbolic(x)) return call_node<elu>(x, options);
  return where(x > 0, x, options.alpha * expm1(where(x > 0, 0, x)));
}
Tensor selu(const Tensor& x) {
  if (any_symbolic(x)) return call_node<selu>(x);
  constexpr double alpha = 1.6732632423543772848170429916717,
                   scale = 1.0507009873554804934193349852946;
  return scale * elu(x, {alpha});
}
Tensor gelu(const Tensor& x, GeluOptions options) {
  if (any_symbolic(x)) return call_node<gelu>(x, options);
  const bool has_loop = x.dtype() == DType::float32 || x.dtype() == DType::float64;
  if (!options.approximate && has_loop) return graph::apply(Gelu{}, x);
  if (!options.approximate) return 0.5 * x * (1 + erf(x * (1 / std::numbers::sqrt2)));
  const auto inner = std::sqrt(2 * std::numbers::inv_pi) * (x + 0.044715 * (x * x * x));
  return 0.5 * x * (1 + tanh(inner));
}
Tensor hard_sigmoid(const Tensor& x) {
  if (any_symbolic(x)) return call_node<hard_sigmoid>(x);
  const auto y = relu6(x + 3);
  return y / 6;
}
Tensor hard_silu(const Tensor& x) {
  if (any_symbolic(x)) return call_node<hard_silu>(x);
  return x * hard_sigmoid(x);
}
Tensor hard_tanh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<hard_tanh>(x);
  return where(x > 1, 1, where(x < -1, -1, x));
}
Tensor log_sigmoid(const Tensor& x) {
  if (any_symbolic(x)) return call_node<log_sigmoid>(x);
  return -softplus(-x);
}
Tensor mish(const Tensor& x) {
  if (any_symbolic(x)) return call_node<mish>(x);
  return x * tanh(softplus(x));
}
Tensor rectify(const Tensor& x, RectifyOptions options) {
  if (any_symbolic(x)) return call_node<rectify>(x, options);
  const auto [slope, max_value, threshold] = options;
  if (slope != 0 && !max_value && threshold == 0) return leaky_relu(x, {.negative_slope = slope});
  // Limits have the dtype of x, but for the 6 of relu6.
  const auto limit = [dtype = x.dtype()](double value) {
    if (dtype == DType::boolean) value = value != 0;
    return number(dtype.is_floating() ? value : std::trunc(value), dtype);
  };
  auto y = threshold != 0 ? where(x > limit(threshold), x, 0) : relu(x);
  if (max_value == 6 && threshold == 0)
    y = relu6(x);
  else if (max_value)
    y = clip(y, limit(0), limit(*max_value));
  return slope == 0 ? y : y - slope * relu(threshold != 0 ? -x + threshold : -x);
}
Tensor celu(const Tensor& x, CeluOptions options) {
  if (any_symbolic(x)) return call_node<celu>(x, options);
  const auto below = where(x > 0, 0, x);
  return where(x > 0, x, options.alpha * expm1(below / options.alpha));
}
Tensor hard_shrink(const Tensor& x, ThresholdOptions options) {
  if (any_symbolic(x)) return call_node<hard_shrink>(x, options);
  const auto y = floating(x);
  return where(abs(y) > options.threshold, y, 0);
}
Tensor soft_shrink(const Tensor& x, ThresholdOptions options) {
  if (any_symbolic(x)) return call_node<soft_shrink>(x, options);
  const auto t = options.threshold;
  return where(x > t, x - t, where(x < -t, x + t, 0));
}
Tensor tanh_shrink(const Tensor& x) {
  if (any_symbolic(x)) return call_node<tanh_shrink>(x);
  return x - tanh(x);
}
Tensor threshold(const Tensor& x, double threshold, double default_value) {
  return threshold_form(x, threshold, default_value);
}
Tensor threshold_form(const Tensor& x, const Tensor& threshold, const Tensor& default_value) {
  if (any_symbolic(x)) return call_node<threshold_form>(x, threshold, default_value);
  return where(x > threshold, x, default_value);
}
Tensor glu(const Tensor& x, GluOptions options) {
  if (any_symbolic(x)) return call_node<glu>(x, options);
  const int axis = normalize_axis(options.axis, x.rank(), "ops.glu");
  if (x.shape(axis) % 2 != 0)
    fail("ops.glu: axis ", options.axis, " must have an even length; received shape ", x.shape());
  const auto halves = split(x, 2, {axis});
  return halves[0] * sigmoid(halves[1]);
}
Tensor erf(const Tensor& x) {
  if (any_symbolic(x)) return call_node<erf>(x);
  return graph::apply(Erf{}, floating(x));
}
Tensor erfinv(const Tensor& x) {
  if (any_symbolic(x)) return call_node<erfinv>(x);
  return graph::apply(Erfinv{}, floating(x));
}
Tensor rsqrt(const Tensor& x) {
  if (any_symbolic(x)) return call_node<rsqrt>(x);
  return graph::apply(Rsqrt{}, floating(x));
}

}  // namespace keras::ops
