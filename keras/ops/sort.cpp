#include <algorithm>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

/// The places of the elements of each row in ascending order, earlier first among equals, NaN last.
struct Argsort {
  static constexpr auto name = "argsort";
  static constexpr bool parallel = true;

  Spec infer(const Spec& x) const { return {x.shape, DType::int32}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    visit_dtype(x.dtype(), [&](auto zero) { order(cpu, x, y, zero); });
  }

  template <class T>
  void order(const runtime::Cpu& cpu, const View& x, const View& y, T) const {
    const auto length = x.shape()[-1];
    if (length == 0) return;
    cpu.for_each(x.shape().elements() / length, [&](std::int64_t row) {
      const auto* values = x.as<T>() + row * length;
      auto* places = y.as<std::int32_t>() + row * length;
      std::iota(places, places + length, 0);
      std::sort(places, places + length, [&](auto i, auto j) {
        const auto a = values[i], b = values[j];
        const bool a_nan = a != a, b_nan = b != b;
        if (a_nan != b_nan) return b_nan;
        return a_nan || !(a < b || b < a) ? i < j : a < b;
      });
    });
  }
};

Tensor places_along(const Tensor& x, int axis) {
  return moveaxis(graph::apply(Argsort{}, moveaxis(x, axis, -1)), -1, axis);
}

}  // namespace

Tensor sort(const Tensor& x, SortOptions options) {
  if (any_symbolic(x)) return call_node<sort>(x, options);
  if (!options.axis) return sort(ravel(x), {0});
  const int axis = normalize_axis(*options.axis, x.rank(), "ops.sort");
  return take_along_axis(x, places_along(x, axis), {axis});
}

Tensor argsort(const Tensor& x, SortOptions options) {
  if (any_symbolic(x)) return call_node<argsort>(x, options);
  if (!options.axis) return argsort(ravel(x), {0});
  return places_along(x, normalize_axis(*options.axis, x.rank(), "ops.argsort"));
}

}  // namespace keras::ops
