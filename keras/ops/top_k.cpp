#include <algorithm>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

/// The places of the `k` largest elements of each row, larger first, earlier first among equals.
struct TopPlaces {
  static constexpr auto name = "top_k";
  static constexpr bool parallel = true;
  int k;

  Spec infer(const Spec& x) const {
    auto shape = x.shape;
    shape[-1] = k;
    return {shape, DType::int32};
  }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    visit_dtype(x.dtype(), [&](auto zero) { pick(cpu, x, y, zero); });
  }

  template <class T>
  void pick(const runtime::Cpu& cpu, const View& x, const View& y, T) const {
    const auto length = x.shape()[-1];
    cpu.for_each(length == 0 ? 0 : x.shape().elements() / length, [&](std::int64_t row) {
      const auto* values = x.as<T>() + row * length;
      std::vector<std::int32_t> places(static_cast<std::size_t>(length));
      std::iota(places.begin(), places.end(), 0);
      std::partial_sort(places.begin(), places.begin() + k, places.end(), [&](auto a, auto b) {
        const auto x = values[a], y = values[b];
        const bool x_nan = x != x, y_nan = y != y;
        if (x_nan != y_nan) return x_nan;
        return x_nan || !(y < x || x < y) ? a < b : y < x;
      });
      std::copy_n(places.begin(), k, y.as<std::int32_t>() + row * k);
    });
  }
};

}  // namespace

std::array<Tensor, 2> top_k(const Tensor& x, int k, TopKOptions options) {
  if (any_symbolic(x)) return call_node<top_k>(x, k, options);
  if (x.rank() == 0 || k < 0 || k > x.shape(-1))
    fail("ops.top_k: k must be in [0, the length of the last axis]; received k=", k, " and shape ",
         x.shape());
  const auto places = graph::apply(TopPlaces{k}, x);
  return {take_along_axis(x, places, {-1}), places};
}

}  // namespace keras::ops
