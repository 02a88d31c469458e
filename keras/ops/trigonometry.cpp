#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using runtime::Tile;

struct Sin {
  static constexpr auto name = "sin";
  static constexpr auto tile = Tile::sin;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy * cos(x); }
};

struct Cos {
  static constexpr auto name = "cos";
  static constexpr auto tile = Tile::cos;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return -dy * sin(x); }
};

struct Tan {
  static constexpr auto name = "tan";
  static constexpr auto tile = Tile::tan;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const { return dy * (1 + y * y); }
};

struct Arcsin {
  static constexpr auto name = "arcsin";
  static constexpr auto tile = Tile::asin;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return dy / sqrt(1 - x * x);
  }
};

struct Arccos {
  static constexpr auto name = "arccos";
  static constexpr auto tile = Tile::acos;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return -dy / sqrt(1 - x * x);
  }
};

struct Arctan {
  static constexpr auto name = "arctan";
  static constexpr auto tile = Tile::atan;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy / (1 + x * x); }
};

struct Arctan2 {
  static constexpr auto name = "arctan2";
  static constexpr auto tile = Tile::arctan2;
  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    const auto scaled = dy / (a * a + b * b);
    return {sum_to(scaled * b, a.shape()), sum_to(-scaled * a, b.shape())};
  }
};

struct Sinh {
  static constexpr auto name = "sinh";
  static constexpr auto tile = Tile::sinh;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy * cosh(x); }
};

struct Cosh {
  static constexpr auto name = "cosh";
  static constexpr auto tile = Tile::cosh;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy * sinh(x); }
};

struct Tanh {
  static constexpr auto name = "tanh";
  static constexpr auto tile = Tile::tanh;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    return (dy + dy * y) * (1 - y);
  }
};

struct Arcsinh {
  static constexpr auto name = "arcsinh";
  static constexpr auto tile = Tile::asinh;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return dy / sqrt(x * x + 1);
  }
};

struct Arccosh {
  static constexpr auto name = "arccosh";
  static constexpr auto tile = Tile::acosh;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return dy / sqrt(x * x - 1);
  }
};

struct Arctanh {
  static constexpr auto name = "arctanh";
  static constexpr auto tile = Tile::atanh;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy / (1 - x * x); }
};

}  // namespace

Tensor sin(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sin>(x);
  return graph::apply(Sin{}, floating(x));
}
Tensor cos(const Tensor& x) {
  if (any_symbolic(x)) return call_node<cos>(x);
  return graph::apply(Cos{}, floating(x));
}
Tensor tan(const Tensor& x) {
  if (any_symbolic(x)) return call_node<tan>(x);
  return graph::apply(Tan{}, floating(x));
}
Tensor arcsin(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arcsin>(x);
  return graph::apply(Arcsin{}, floating(x));
}
Tensor arccos(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arccos>(x);
  return graph::apply(Arccos{}, floating(x));
}
Tensor arctan(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arctan>(x);
  return graph::apply(Arctan{}, floating(x));
}
Tensor arctan2(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<arctan2>(x1, x2);
  const auto dtype = weighty_dtype(x1, x2);
  return graph::apply(Arctan2{}, converted(x1, dtype), converted(x2, dtype));
}
Tensor sinh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sinh>(x);
  return graph::apply(Sinh{}, floating(x));
}
Tensor cosh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<cosh>(x);
  return graph::apply(Cosh{}, floating(x));
}
Tensor tanh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<tanh>(x);
  return graph::apply(Tanh{}, floating(x));
}
Tensor arcsinh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arcsinh>(x);
  return graph::apply(Arcsinh{}, floating(x));
}
Tensor arccosh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arccosh>(x);
  return graph::apply(Arccosh{}, floating(x));
}
Tensor arctanh(const Tensor& x) {
  if (any_symbolic(x)) return call_node<arctanh>(x);
  return graph::apply(Arctanh{}, floating(x));
}

}  // namespace keras::ops
