#include "keras/graph/define.hpp"
#include "keras/ops/complex.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using runtime::Tile;

struct Add {
  static constexpr auto name = "add";
  static constexpr auto tile = Tile::add;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return {sum_to(dy, a.shape()), sum_to(dy, b.shape())};
  }
};

struct Subtract {
  static constexpr auto name = "subtract";
  static constexpr auto tile = Tile::subtract;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return {sum_to(dy, a.shape()), sum_to(-dy, b.shape())};
  }
};

struct Multiply {
  static constexpr auto name = "multiply";
  static constexpr auto tile = Tile::multiply;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return {sum_to(dy * b, a.shape()), sum_to(dy * a, b.shape())};
  }
};

struct Divide {
  static constexpr auto name = "divide";
  static constexpr auto tile = Tile::divide;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor& y,
                          const Tensor& dy) const {
    return {sum_to(dy / b, a.shape()), sum_to(-dy * y / b, b.shape())};
  }
};

struct FloorDivide {
  static constexpr auto name = "floor_divide";
  static constexpr auto tile = Tile::floor_divide;
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&) const {
    return {Tensor(), Tensor()};
  }
};

struct Mod {
  static constexpr auto name = "mod";
  static constexpr auto tile = Tile::mod;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return {sum_to(dy, a.shape()), sum_to(-dy * floor_divide(a, b), b.shape())};
  }
};

struct Power {
  static constexpr auto name = "power";
  static constexpr auto tile = Tile::power;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor& y,
                          const Tensor& dy) const {
    // d/da at b == 0 is 0 even where a is 0; d/db is y log(a), 0 where a is 0.
    const auto da = where(b == 0, 0, b * power(a, where(b == 0, 1, b - 1)));
    const auto db = y * log(where(a == 0, 1, a));
    return {sum_to(dy * da, a.shape()), sum_to(dy * db, b.shape())};
  }
};

/// Where both operands of a maximum or minimum are equal, each gets half of the gradient.
std::vector<Tensor> share(const Tensor& a, const Tensor& b, const Tensor& a_wins,
                          const Tensor& dy) {
  const auto tie = dy * 0.5, part = where(a == b, tie, where(a_wins, dy, 0));
  return {sum_to(part, a.shape()), sum_to(dy - part, b.shape())};
}

struct Maximum {
  static constexpr auto name = "maximum";
  static constexpr auto tile = Tile::maximum;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return share(a, b, a > b, dy);
  }
};

struct Minimum {
  static constexpr auto name = "minimum";
  static constexpr auto tile = Tile::minimum;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    return share(a, b, a < b, dy);
  }
};

struct Negative {
  static constexpr auto name = "negative";
  static constexpr auto tile = Tile::negative;
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const { return -dy; }
};

struct Absolute {
  static constexpr auto name = "absolute";
  static constexpr auto tile = Tile::absolute;
  // At 0 it is 1, as in Keras on JAX.
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return where(x >= 0, dy, -dy);
  }
};

struct Sign {
  static constexpr auto name = "sign";
  static constexpr auto tile = Tile::sign;
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
};

struct Sqrt {
  static constexpr auto name = "sqrt";
  static constexpr auto tile = Tile::sqrt;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const { return dy * 0.5 / y; }
};

/// `op` on both operands in their common dtype.
template <class Op>
Tensor binary(Op op, const Tensor& a, const Tensor& b, bool bool_to_int = false) {
  auto dtype = result_dtype(a, b);
  if (bool_to_int && dtype == DType::boolean) dtype = DType::int32;
  return graph::apply(op, converted(a, dtype), converted(b, dtype));
}

}  // namespace

Tensor add(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<add>(x1, x2);
  if (any_complex(x1, x2)) return complex_sum(x1, x2);
  return binary(Add{}, x1, x2);
}
Tensor subtract(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<subtract>(x1, x2);
  if (any_complex(x1, x2)) return complex_sum(x1, -x2);
  return binary(Subtract{}, x1, x2);
}
Tensor multiply(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<multiply>(x1, x2);
  if (any_complex(x1, x2)) return complex_product(x1, x2);
  return binary(Multiply{}, x1, x2);
}

Tensor divide(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<divide>(x1, x2);
  if (any_complex(x1, x2)) return complex_quotient(x1, x2);
  const auto dtype = floating_dtype(x1, x2);
  return graph::apply(Divide{}, converted(x1, dtype), converted(x2, dtype));
}

Tensor true_divide(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<true_divide>(x1, x2);
  return divide(x1, x2);
}
Tensor floor_divide(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<floor_divide>(x1, x2);
  return binary(FloorDivide{}, x1, x2, true);
}
Tensor mod(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<mod>(x1, x2);
  return binary(Mod{}, x1, x2, true);
}
Tensor power(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<power>(x1, x2);
  return binary(Power{}, x1, x2, true);
}
Tensor maximum(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<maximum>(x1, x2);
  return binary(Maximum{}, x1, x2);
}
Tensor minimum(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<minimum>(x1, x2);
  return binary(Minimum{}, x1, x2);
}
Tensor negative(const Tensor& x) {
  if (any_symbolic(x)) return call_node<negative>(x);
  if (x.dtype().is_complex()) return complex_negative(x);
  return graph::apply(Negative{}, x);
}
Tensor absolute(const Tensor& x) {
  if (any_symbolic(x)) return call_node<absolute>(x);
  if (x.dtype().is_complex()) return complex_size(x);
  return x.dtype() == DType::boolean ? x : graph::apply(Absolute{}, x);
}
Tensor abs(const Tensor& x) { return absolute(x); }
Tensor sign(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sign>(x);
  return graph::apply(Sign{}, x);
}
Tensor square(const Tensor& x) {
  if (any_symbolic(x)) return call_node<square>(x);
  const auto y = x.dtype() == DType::boolean ? converted(x, "int32") : x;
  return multiply(y, y);
}
Tensor sqrt(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sqrt>(x);
  return graph::apply(Sqrt{}, floating(x));
}
Tensor reciprocal(const Tensor& x) {
  if (any_symbolic(x)) return call_node<reciprocal>(x);
  return divide(1, x);
}
Tensor clip(const Tensor& x, const Tensor& x_min, const Tensor& x_max) {
  if (any_symbolic(x)) return call_node<clip>(x, x_min, x_max);
  return minimum(maximum(x, x_min), x_max);
}

}  // namespace keras::ops
