#include <cmath>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using runtime::Tile;

/// A pointwise operation without a gradient, one type for each arithmetic.
template <Tile arithmetic>
struct Plain {
  static constexpr auto name = arithmetic == Tile::equal           ? "equal"
                               : arithmetic == Tile::not_equal     ? "not_equal"
                               : arithmetic == Tile::less          ? "less"
                               : arithmetic == Tile::less_equal    ? "less_equal"
                               : arithmetic == Tile::greater       ? "greater"
                               : arithmetic == Tile::greater_equal ? "greater_equal"
                               : arithmetic == Tile::logical_and   ? "logical_and"
                               : arithmetic == Tile::logical_or    ? "logical_or"
                               : arithmetic == Tile::logical_xor   ? "logical_xor"
                               : arithmetic == Tile::logical_not   ? "logical_not"
                               : arithmetic == Tile::bitwise_and   ? "bitwise_and"
                               : arithmetic == Tile::bitwise_or    ? "bitwise_or"
                               : arithmetic == Tile::bitwise_xor   ? "bitwise_xor"
                               : arithmetic == Tile::bitwise_not   ? "bitwise_not"
                               : arithmetic == Tile::left_shift    ? "left_shift"
                               : arithmetic == Tile::right_shift   ? "right_shift"
                               : arithmetic == Tile::isnan         ? "isnan"
                               : arithmetic == Tile::isinf         ? "isinf"
                               : arithmetic == Tile::isfinite      ? "isfinite"
                               : arithmetic == Tile::floor         ? "floor"
                               : arithmetic == Tile::ceil          ? "ceil"
                               : arithmetic == Tile::round         ? "round"
                                                                   : "trunc";
  static constexpr auto tile = arithmetic;
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&) const {
    return {Tensor(), Tensor()};
  }
};

struct Where {
  static constexpr auto name = "where";
  static constexpr auto tile = Tile::where;
  std::vector<Tensor> vjp(const Tensor& condition, const Tensor& a, const Tensor& b, const Tensor&,
                          const Tensor& dy) const {
    return {Tensor(), sum_to(where(condition, dy, 0), a.shape()),
            sum_to(where(condition, 0, dy), b.shape())};
  }
};

template <Tile arithmetic>
Tensor compare(const Tensor& a, const Tensor& b) {
  const auto dtype = result_dtype(a, b);
  return graph::apply(Plain<arithmetic>{}, converted(a, dtype), converted(b, dtype));
}

template <Tile arithmetic>
Tensor logical(const Tensor& a, const Tensor& b) {
  return graph::apply(Plain<arithmetic>{}, converted(a, "bool"), converted(b, "bool"));
}

/// Bits of bools are logic.
template <Tile bits, Tile logic>
Tensor bitwise(const Tensor& a, const Tensor& b) {
  const auto dtype = result_dtype(a, b);
  if (dtype == DType::boolean) return logical<logic>(a, b);
  return graph::apply(Plain<bits>{}, converted(a, dtype), converted(b, dtype));
}

/// Bools are shifted as int32.
template <Tile arithmetic>
Tensor shifted(const Tensor& a, const Tensor& b) {
  auto dtype = result_dtype(a, b);
  if (dtype == DType::boolean) dtype = DType::int32;
  return graph::apply(Plain<arithmetic>{}, converted(a, dtype), converted(b, dtype));
}

template <Tile arithmetic>
Tensor rounded(const Tensor& x) {
  return x.dtype().is_floating() ? graph::apply(Plain<arithmetic>{}, x) : floating(x);
}

}  // namespace

Tensor equal(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<equal>(x1, x2);
  return compare<Tile::equal>(x1, x2);
}
Tensor not_equal(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<not_equal>(x1, x2);
  return compare<Tile::not_equal>(x1, x2);
}
Tensor less(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<less>(x1, x2);
  return compare<Tile::less>(x1, x2);
}
Tensor less_equal(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<less_equal>(x1, x2);
  return compare<Tile::less_equal>(x1, x2);
}
Tensor greater(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<greater>(x1, x2);
  return compare<Tile::greater>(x1, x2);
}
Tensor greater_equal(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<greater_equal>(x1, x2);
  return compare<Tile::greater_equal>(x1, x2);
}
Tensor logical_and(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<logical_and>(x1, x2);
  return logical<Tile::logical_and>(x1, x2);
}
Tensor logical_or(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<logical_or>(x1, x2);
  return logical<Tile::logical_or>(x1, x2);
}
Tensor logical_xor(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<logical_xor>(x1, x2);
  return logical<Tile::logical_xor>(x1, x2);
}
Tensor logical_not(const Tensor& x) {
  if (any_symbolic(x)) return call_node<logical_not>(x);
  return graph::apply(Plain<Tile::logical_not>{}, converted(x, "bool"));
}
Tensor bitwise_and(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<bitwise_and>(x, y);
  return bitwise<Tile::bitwise_and, Tile::logical_and>(x, y);
}
Tensor bitwise_or(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<bitwise_or>(x, y);
  return bitwise<Tile::bitwise_or, Tile::logical_or>(x, y);
}
Tensor bitwise_xor(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<bitwise_xor>(x, y);
  return bitwise<Tile::bitwise_xor, Tile::logical_xor>(x, y);
}
Tensor bitwise_not(const Tensor& x) {
  if (any_symbolic(x)) return call_node<bitwise_not>(x);
  return x.dtype() == DType::boolean ? logical_not(x) : graph::apply(Plain<Tile::bitwise_not>{}, x);
}
Tensor left_shift(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<left_shift>(x, y);
  return shifted<Tile::left_shift>(x, y);
}
Tensor right_shift(const Tensor& x, const Tensor& y) {
  if (any_symbolic(x, y)) return call_node<right_shift>(x, y);
  return shifted<Tile::right_shift>(x, y);
}
Tensor isnan(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isnan>(x);
  return graph::apply(Plain<Tile::isnan>{}, floating(x));
}
Tensor isinf(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isinf>(x);
  return graph::apply(Plain<Tile::isinf>{}, floating(x));
}
Tensor isfinite(const Tensor& x) {
  if (any_symbolic(x)) return call_node<isfinite>(x);
  return graph::apply(Plain<Tile::isfinite>{}, floating(x));
}
Tensor floor(const Tensor& x) {
  if (any_symbolic(x)) return call_node<floor>(x);
  return rounded<Tile::floor>(x);
}
Tensor ceil(const Tensor& x) {
  if (any_symbolic(x)) return call_node<ceil>(x);
  return rounded<Tile::ceil>(x);
}
Tensor trunc(const Tensor& x) {
  if (any_symbolic(x)) return call_node<trunc>(x);
  return x.dtype().is_floating() ? graph::apply(Plain<Tile::trunc>{}, x) : x;
}
Tensor round(const Tensor& x, RoundOptions options) {
  if (any_symbolic(x)) return call_node<round>(x, options);
  if (!x.dtype().is_floating()) return x;
  if (options.decimals == 0) return graph::apply(Plain<Tile::round>{}, x);
  const auto scale = std::pow(10.0, options.decimals);
  return graph::apply(Plain<Tile::round>{}, x * scale) / scale;
}

Tensor where(const Tensor& condition, const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(condition, x1, x2)) return call_node<where>(condition, x1, x2);
  const auto dtype = result_dtype(x1, x2);
  return graph::apply(Where{}, converted(condition, "bool"), converted(x1, dtype),
                      converted(x2, dtype));
}

}  // namespace keras::ops
