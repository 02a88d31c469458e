// Functions of two numbers.
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/elementwise.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

template <class T>
inline constexpr bool is_half = std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>;

/// A function of two numbers of one dtype and shape that the compiler has no loop for, without a
/// gradient.
template <class F>
struct PointwisePair {
  static constexpr auto name = F::name;
  Spec infer(const Spec& a, const Spec&) const { return {a.shape, a.dtype}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&) const {
    return {Tensor(), Tensor()};
  }

  void run(const runtime::Cpu&, const View& a, const View& b, const View& y) const {
    visit_dtype(a.dtype(), [&](auto zero) {
      using T = decltype(zero);
      for (std::int64_t i = 0; i < a.shape().elements(); ++i)
        y.as<T>()[i] = F::value(a.as<T>()[i], b.as<T>()[i]);
    });
  }
};

struct GreatestDivisor {
  static constexpr auto name = "gcd";
  template <class T>
  static T value(T a, T b) {
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) return std::gcd(a, b);
    return a;
  }
};

/// The floats of each sign are ordered as their bits are.
template <class T, class Bits>
T next_bits(T a, T b) {
  constexpr auto sign = static_cast<Bits>(Bits{1} << (sizeof(Bits) * 8 - 1));
  const auto from = static_cast<double>(a), to = static_cast<double>(b);
  if (std::isnan(from) || from == to) return std::isnan(from) ? a : b;
  if (std::isnan(to)) return b;
  if (from == 0) return std::bit_cast<T>(static_cast<Bits>(to < 0 ? sign | 1 : 1));
  const bool away = (to > from) == (from > 0);
  const auto bits = std::bit_cast<Bits>(a);
  return std::bit_cast<T>(static_cast<Bits>(away ? bits + 1 : bits - 1));
}

struct NextAfter {
  static constexpr auto name = "nextafter";
  template <class T>
  static T value(T a, T b) {
    if constexpr (is_half<T>) return next_bits<T, std::uint16_t>(a, b);
    if constexpr (std::is_same_v<T, float>) return next_bits<T, std::uint32_t>(a, b);
    if constexpr (std::is_same_v<T, double>) return next_bits<T, std::uint64_t>(a, b);
    return a;
  }
};

template <class F>
Tensor pair(const Tensor& a, const Tensor& b, DType dtype) {
  const auto shape = broadcast(a.shape(), b.shape(), text("ops.", F::name).c_str());
  return graph::apply(PointwisePair<F>{}, broadcast_to(converted(a, dtype), shape),
                      broadcast_to(converted(b, dtype), shape));
}

DType integer_dtype(const Tensor& a, const Tensor& b, const char* where) {
  const auto dtype = result_dtype(a, b);
  if (!dtype.is_integer())
    fail(where, ": x1 and x2 must be integers; received dtypes ", a.dtype(), " and ", b.dtype());
  return dtype;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// log(exp(a) + exp(b)); equal infinities have no difference.
Tensor add_logs(const Tensor& a, const Tensor& b) {
  const auto high = maximum(a, b), low = minimum(a, b);
  return high + log1p(exp(where(high == low, 0, low - high)));
}

}  // namespace

Tensor fmax(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<fmax>(x1, x2);
  return where(isnan(x1), x2, where(isnan(x2), x1, maximum(x1, x2)));
}
Tensor fmin(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<fmin>(x1, x2);
  return where(isnan(x1), x2, where(isnan(x2), x1, minimum(x1, x2)));
}
Tensor fmod(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<fmod>(x1, x2);
  const auto dtype = result_dtype(x1, x2);
  // Truths that are divided by 0 remain, as in Keras, where whole numbers become 0.
  if (dtype == DType::boolean) return where(x2, 0, converted(x1, "int32"));
  const auto a = converted(x1, dtype), b = converted(x2, dtype);
  if (dtype.is_unsigned()) return mod(a, b);
  const auto rest = mod(absolute(a), absolute(b));
  return where(a < 0, -rest, rest);
}
Tensor divide_no_nan(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<divide_no_nan>(x1, x2);
  const auto dtype = floating_dtype(x1, x2);
  const auto a = converted(x1, dtype), b = converted(x2, dtype);
  return where(b == 0, 0, a / where(b == 0, 1, b));
}
Tensor gcd(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<gcd>(x1, x2);
  return pair<GreatestDivisor>(x1, x2, integer_dtype(x1, x2, "ops.gcd"));
}
Tensor lcm(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<lcm>(x1, x2);
  const auto dtype = integer_dtype(x1, x2, "ops.lcm");
  const auto magnitude = [&](const Tensor& x) {
    const auto y = converted(x, dtype);
    return dtype.is_unsigned() ? y : absolute(y);
  };
  const auto divisor = gcd(x1, x2);
  return floor_divide(magnitude(x1), where(divisor == 0, 1, divisor)) * magnitude(x2);
}
Tensor heaviside(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<heaviside>(x1, x2);
  const auto dtype = floating_dtype(x1, x2);
  const auto a = converted(x1, dtype), b = converted(x2, dtype);
  return where(isnan(a), a, where(a == 0, b, where(a > 0, 1, 0)));
}
Tensor hypot(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<hypot>(x1, x2);
  const auto dtype = floating_dtype(x1, x2);
  const auto a = absolute(converted(x1, dtype)), b = absolute(converted(x2, dtype));
  const auto high = maximum(a, b), low = minimum(a, b);
  const auto ratio = low / where(high == 0, 1, high);
  return where(logical_or(isinf(a), isinf(b)), infinity, high * sqrt(1 + ratio * ratio));
}
Tensor logaddexp(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<logaddexp>(x1, x2);
  const auto dtype = weighty_dtype(x1, x2);
  return add_logs(converted(x1, dtype), converted(x2, dtype));
}
Tensor logaddexp2(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<logaddexp2>(x1, x2);
  const auto dtype = weighty_dtype(x1, x2);
  const auto scaled = [&](const Tensor& x) { return converted(x, dtype) * std::numbers::ln2; };
  return add_logs(scaled(x1), scaled(x2)) / std::numbers::ln2;
}
Tensor ldexp(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<ldexp>(x1, x2);
  if (x2.dtype().is_floating()) fail("ops.ldexp: x2 must be integers; received dtype ", x2.dtype());
  const auto a = floating(x1);
  return a * power(2, converted(x2, a.dtype()));
}
Tensor nextafter(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<nextafter>(x1, x2);
  return pair<NextAfter>(x1, x2, floating_dtype(x1, x2));
}

Tensor isclose(const Tensor& x1, const Tensor& x2, IscloseOptions options) {
  if (any_symbolic(x1, x2)) return call_node<isclose>(x1, x2, options);
  const auto dtype = floating_dtype(x1, x2);
  const auto a = converted(x1, dtype), b = converted(x2, dtype);
  const auto near = absolute(a - b) <= options.atol + options.rtol * absolute(b);
  const auto finite = logical_and(isfinite(a), isfinite(b));
  const auto close = logical_or(logical_and(finite, near), a == b);
  return options.equal_nan ? logical_or(close, logical_and(isnan(a), isnan(b))) : close;
}
Tensor allclose(const Tensor& x1, const Tensor& x2, IscloseOptions options) {
  if (any_symbolic(x1, x2)) return call_node<allclose>(x1, x2, options);
  return all(isclose(x1, x2, options));
}
Tensor isin(const Tensor& x1, const Tensor& x2, IsinOptions options) {
  if (any_symbolic(x1, x2)) return call_node<isin>(x1, x2, options);
  const auto found = any(equal(expand_dims(x1, -1), ravel(x2)), {.axis = -1});
  return options.invert ? logical_not(found) : found;
}

}  // namespace keras::ops
