#include <numbers>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using runtime::Tile;

struct Exp {
  static constexpr auto name = "exp";
  static constexpr auto tile = Tile::exp;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const { return dy * y; }
};

struct Expm1 {
  static constexpr auto name = "expm1";
  static constexpr auto tile = Tile::expm1;
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const { return dy * (y + 1); }
};

struct Log {
  static constexpr auto name = "log";
  static constexpr auto tile = Tile::log;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy / x; }
};

struct Log1p {
  static constexpr auto name = "log1p";
  static constexpr auto tile = Tile::log1p;
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const { return dy / (x + 1); }
};

}  // namespace

Tensor exp(const Tensor& x) {
  if (any_symbolic(x)) return call_node<exp>(x);
  return graph::apply(Exp{}, floating(x));
}
Tensor expm1(const Tensor& x) {
  if (any_symbolic(x)) return call_node<expm1>(x);
  return graph::apply(Expm1{}, floating(x));
}
Tensor log(const Tensor& x) {
  if (any_symbolic(x)) return call_node<log>(x);
  return graph::apply(Log{}, floating(x));
}
Tensor log1p(const Tensor& x) {
  if (any_symbolic(x)) return call_node<log1p>(x);
  return graph::apply(Log1p{}, floating(x));
}
Tensor log2(const Tensor& x) {
  if (any_symbolic(x)) return call_node<log2>(x);
  return log(x) / std::numbers::ln2;
}
Tensor log10(const Tensor& x) {
  if (any_symbolic(x)) return call_node<log10>(x);
  return log(x) / std::numbers::ln10;
}

}  // namespace keras::ops
