// What looks for places: searchsorted, argpartition, histograms; and correlations.
#include <algorithm>
#include <cmath>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/statistics.hpp"

namespace keras::ops {
namespace {

struct SearchSorted {
  static constexpr auto name = "searchsorted";
  bool right;

  Spec infer(const Spec&, const Spec& values) const { return {values.shape, DType::int32}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor&) const {
    return {Tensor(), Tensor()};
  }

  void run(const runtime::Cpu&, const View& sorted, const View& values, const View& y) const {
    visit_dtype(sorted.dtype(), [&](auto zero) {
      using T = decltype(zero);
      const auto* first = sorted.as<T>();
      const auto* last = first + sorted.shape().elements();
      for (std::int64_t i = 0; i < values.shape().elements(); ++i) {
        const auto value = values.as<T>()[i];
        const auto* at = right ? std::upper_bound(first, last, value, below<T>)
                               : std::lower_bound(first, last, value, below<T>);
        y.as<std::int32_t>()[i] = static_cast<std::int32_t>(at - first);
      }
    });
  }

  /// NaN is above all numbers.
  template <class T>
  static bool below(T a, T b) {
    return b != b ? a == a : a < b;
  }
};

/// Windows of `length` elements of a vector, one for each start: (starts, length).
Tensor windows(const Tensor& x, std::int64_t length) {
  const auto starts = expand_dims(arange(x.size() - length + 1), 1);
  return take(x, starts + arange(length), {0});
}

}  // namespace

Tensor searchsorted(const Tensor& sorted_sequence, const Tensor& values,
                    SearchSortedOptions options) {
  if (any_symbolic(sorted_sequence, values))
    return call_node<searchsorted>(sorted_sequence, values, options);
  if (sorted_sequence.rank() != 1)
    fail("ops.searchsorted: sorted_sequence must be a vector; received shape ",
         sorted_sequence.shape());
  if (options.side != "left" && options.side != "right")
    fail("ops.searchsorted: side must be 'left' or 'right'; received side=", quoted(options.side));
  const auto dtype = result_dtype(sorted_sequence, values);
  return graph::apply(SearchSorted{options.side == "right"}, converted(sorted_sequence, dtype),
                      broadcast_to(converted(values, dtype), values.shape()));
}

Tensor digitize(const Tensor& x, const Tensor& bins) {
  if (any_symbolic(x, bins)) return call_node<digitize>(x, bins);
  const auto rising = searchsorted(bins, x, {.side = "right"});
  if (bins.size() == 0) return rising;
  const auto falling = bins.size() - searchsorted(flip(bins), x, {.side = "right"});
  return where(bins[-1] >= bins[0], rising, falling);
}

Tensor argpartition(const Tensor& x, int kth, ArgpartitionOptions options) {
  if (any_symbolic(x)) return call_node<argpartition>(x, kth, options);
  if (!options.axis) return argpartition(ravel(x), kth, {0});
  const int axis = normalize_axis(*options.axis, x.rank(), "ops.argpartition");
  const auto length = static_cast<int>(x.shape(axis));
  const int place = kth < 0 ? kth + length : kth;
  if (place < 0 || place >= length)
    fail("ops.argpartition: kth must be a place of the axis of length ", length,
         "; received kth=", kth);
  const auto parts = split(argsort(x, {axis}), {place + 1}, {axis});
  return concatenate({parts[0], sort(parts[1], {axis})}, {axis});
}

Tensor bincount(const Tensor& x, BincountOptions options) {
  const auto& weights = options.weights;
  if (any_symbolic(x, weights)) return call_node<bincount>(x, options);
  if (options.sparse) fail("ops.bincount: sparse must be False; received sparse=True");
  if (x.dtype().is_floating() || x.rank() != 1)
    fail("ops.bincount: x must be a vector of integers; received shape ", x.shape(), " of dtype ",
         x.dtype());
  const auto values = converted(x, "int32").to_vector<int>();
  int length = options.minlength;
  for (const int value : values) length = std::max(length, value + 1);
  const auto hits = equal(expand_dims(converted(x, "int32"), 1), arange(length));
  if (!weights.defined()) return sum(cast(hits, "int32"), {.axis = 0});
  return sum(cast(hits, weights.dtype()) * expand_dims(weights, 1), {.axis = 0});
}

std::pair<Tensor, Tensor> histogram(const Tensor& x, HistogramOptions options) {
  if (any_symbolic(x)) return call_node<histogram>(x, options);
  if (options.bins < 1) fail("ops.histogram: bins must be positive; received bins=", options.bins);
  const auto y = ravel(floating(x));
  auto [low, high] = options.range.value_or(std::pair(0.0, 1.0));
  if (!options.range && x.size() > 0) low = double(min(y)), high = double(max(y));
  if (low > high) fail("ops.histogram: range must not decrease; received ", low, " to ", high);
  if (low == high) low -= 0.5, high += 0.5;
  const auto edges = linspace(low, high, {.num = options.bins + 1, .dtype = y.dtype()});
  // The last interval contains both of its ends.
  const auto place = searchsorted(edges, y, {.side = "right"}) - 1;
  const auto bin = where(y == edges[options.bins], options.bins - 1, place);
  const auto hits = equal(expand_dims(bin, 1), arange(options.bins));
  return {sum(cast(hits, y.dtype()), {.axis = 0}), edges};
}

Tensor corrcoef(const Tensor& x) {
  if (any_symbolic(x)) return call_node<corrcoef>(x);
  if (x.rank() > 2) fail("ops.corrcoef: x must be a matrix of rows; received shape ", x.shape());
  const auto rows = floating(x.rank() == 2 ? x : reshape(x, {1, x.size()}));
  const auto centred = rows - mean(rows, {.axis = 1, .keepdims = true});
  const auto products = matmul(centred, transpose(centred));
  const auto spread = sqrt(diag(products));
  const auto y = clip(products / outer(spread, spread), -1, 1);
  return x.rank() == 2 ? y : reshape(y, Shape());
}

Tensor correlate(const Tensor& x1, const Tensor& x2, CorrelateOptions options) {
  if (any_symbolic(x1, x2)) return call_node<correlate>(x1, x2, options);
  if (x1.rank() != 1 || x2.rank() != 1)
    fail("ops.correlate: x1 and x2 must be vectors; received shapes ", x1.shape(), " and ",
         x2.shape());
  if (x1.size() < x2.size()) return flip(correlate(x2, x1, options));
  const auto dtype = floating_dtype(x1, x2);
  const auto a = converted(x1, dtype), b = converted(x2, dtype);
  const auto length = static_cast<int>(b.size());
  if (options.mode == "valid") return matmul(windows(a, length), b);
  const auto full = matmul(windows(pad(a, {{length - 1, length - 1}}), length), b);
  if (options.mode == "full") return full;
  if (options.mode != "same")
    fail("ops.correlate: mode must be 'valid', 'same' or 'full'; received mode=",
         quoted(options.mode));
  return slice(full, {(length - 1) / 2}, a.shape());
}

}  // namespace keras::ops
