#include <algorithm>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

enum class Combine : std::uint8_t { sum, product };
Value to_value(Combine combine) { return static_cast<int>(combine); }

Tensor running(Combine combine, const Tensor& x, int axis, bool reverse);

/// Element i along the axis is the sum or product of the elements up to i; from i on in reverse.
struct Cumulative {
  static constexpr auto name = "cumulative";
  static constexpr bool parallel = true;
  Combine combine;
  int axis;
  bool reverse;

  Spec infer(const Spec& x) const { return {x.shape, x.dtype}; }

  Tensor vjp(const Tensor& x, const Tensor& y, const Tensor& dy) const {
    if (combine == Combine::sum) return running(Combine::sum, dy, axis, !reverse);
    // Up to the first 0 the other factors are y / x; at the first 0 they are the products without
    // it; beyond it everything is 0.
    const auto zero = x == 0;
    const auto zeros = running(Combine::sum, cast(zero, x.dtype()), axis, reverse);
    const auto first = logical_and(zero, zeros == 1);
    const auto others = running(Combine::product, where(first, 1, x), axis, reverse);
    const auto before = running(Combine::sum, dy * y, axis, !reverse) / where(zero, 1, x);
    const auto at_first = running(Combine::sum, dy * others, axis, !reverse);
    return where(first, at_first, where(zeros == 0, before, 0));
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    visit_dtype(x.dtype(), [&](auto zero) {
      using T = decltype(zero);
      if (combine == Combine::sum)
        walk<T>(cpu, x, y, [](T a, T b) { return static_cast<T>(a + b); });
      else
        walk<T>(cpu, x, y, [](T a, T b) { return static_cast<T>(a * b); });
    });
  }

  /// A tile is up to `columns` neighbouring lines along the axis.
  template <class T, class Add>
  void walk(const runtime::Cpu& cpu, const View& x, const View& y, Add add) const {
    constexpr std::int64_t columns = 256;
    const auto length = x.shape()[axis], inner = x.shape().from(axis + 1).elements();
    const auto chunks = (inner + columns - 1) / columns;
    if (length == 0) return;
    cpu.for_each(x.shape().up_to(axis).elements() * chunks, [&](std::int64_t tile) {
      const auto first = tile % chunks * columns, count = std::min(columns, inner - first);
      const auto step = reverse ? -inner : inner;
      auto at = tile / chunks * length * inner + first + (reverse ? (length - 1) * inner : 0);
      std::copy_n(x.as<T>() + at, count, y.as<T>() + at);
      for (std::int64_t i = 1; i < length; ++i) {
        const auto *before = y.as<T>() + at, *term = x.as<T>() + at + step;
        auto* out = y.as<T>() + at + step;
        for (std::int64_t j = 0; j < count; ++j) out[j] = add(before[j], term[j]);
        at += step;
      }
    });
  }
};

Tensor running(Combine combine, const Tensor& x, int axis, bool reverse) {
  return graph::apply(Cumulative{combine, axis, reverse}, x);
}

Tensor cumulate(Combine combine, const Tensor& x, const CumulativeOptions& options,
                const char* where) {
  const auto natural = x.dtype() == DType::boolean ? DType(DType::int32) : x.dtype();
  const auto y = converted(x, options.dtype.value_or(natural));
  if (!options.axis) return running(combine, ravel(y), 0, false);
  return running(combine, y, normalize_axis(*options.axis, x.rank(), where), false);
}

}  // namespace

Tensor cumsum(const Tensor& x, CumulativeOptions options) {
  if (any_symbolic(x)) return call_node<cumsum>(x, options);
  return cumulate(Combine::sum, x, options, "ops.cumsum");
}
Tensor cumprod(const Tensor& x, CumulativeOptions options) {
  if (any_symbolic(x)) return call_node<cumprod>(x, options);
  return cumulate(Combine::product, x, options, "ops.cumprod");
}

}  // namespace keras::ops
