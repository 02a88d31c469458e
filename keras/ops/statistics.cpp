#include "keras/ops/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// `x` with `number` in the place of NaN.
Tensor without_nan(const Tensor& x, double number) {
  return x.dtype().is_floating() ? where(isnan(x), number, x) : x;
}

Tensor count_numbers(const Tensor& x, const ReduceOptions& options) {
  return sum(cast(logical_not(isnan(x)), x.dtype().is_half() ? DType(DType::float32) : x.dtype()),
             options);
}

/// The extreme of what is not NaN, and NaN where there is nothing.
Tensor extreme_number(const Tensor& x, const ReduceOptions& options, bool largest) {
  if (!x.dtype().is_floating()) return largest ? amax(x, options) : amin(x, options);
  const auto y = without_nan(x, largest ? -infinity : infinity);
  const auto found = largest ? amax(y, options) : amin(y, options);
  return where(all(isnan(x), options), std::nan(""), found);
}

Tensor arg_number(const Tensor& x, const ArgOptions& options, bool largest) {
  const auto y = without_nan(x, largest ? -infinity : infinity);
  const auto found = largest ? argmax(y, options) : argmin(y, options);
  if (!x.dtype().is_floating()) return found;
  const auto axes = options.axis ? Axes(*options.axis) : Axes();
  return where(all(isnan(x), {axes, options.keepdims}), -1, found);
}

/// The axes to reduce moved to the end and joined: (kept..., elements).
Tensor joined_last(const Tensor& x, const std::vector<int>& axes) {
  std::vector<int> order;
  Shape kept;
  for (int i = 0; i < x.rank(); ++i) {
    if (std::find(axes.begin(), axes.end(), i) != axes.end()) continue;
    order.push_back(i);
    kept.push_back(x.shape(i));
  }
  std::int64_t count = 1;
  for (const int axis : axes) order.push_back(axis), count *= x.shape(axis);
  kept.push_back(count);
  return reshape(order.empty() ? x : transpose(x, {order}), kept);
}

/// The numbers at fractional places of sorted rows, of which the places up to `last` count.
Tensor at_places(const Tensor& sorted, const Tensor& places, const Tensor& last,
                 const std::string& method) {
  const auto pick = [&](const Tensor& place) {
    return take_along_axis(sorted, cast(maximum(minimum(place, last), 0), "int32"), {-1});
  };
  if (method == "lower") return pick(floor(places));
  if (method == "higher") return pick(ceil(places));
  if (method == "nearest") return pick(ceil(places - 0.5));  // halves go down
  const auto low = pick(floor(places)), high = pick(ceil(places));
  if (method == "midpoint") return (low + high) * 0.5;
  if (method != "linear") {
    const std::vector<std::string> methods = {"linear", "lower", "higher", "midpoint", "nearest"};
    fail("ops.quantile: unknown method ", quoted(method), suggestion(method, methods));
  }
  const auto part = places - floor(places);
  const auto upper = where(part == 0, 0, cast(high, part.dtype()) * part);
  return cast(low, part.dtype()) * (1 - part) + upper;
}

/// Where no axes are named the result has none but those of `q`.
Tensor quantiles(const Tensor& given, const Tensor& q, const QuantileOptions& options,
                 bool ignore_nan) {
  const auto natural = floating(given);
  const auto x = natural.dtype().is_half() ? cast(natural, "float32") : natural;
  const auto axes = options.axis.normalized(x.rank(), "ops.quantile");
  const auto rows = joined_last(x, axes);
  const auto sorted = sort(rows);
  // Places have the precision of q.
  const auto fractions = q.spec().weak ? converted(ravel(q), x.dtype()) : floating(ravel(q));
  const auto total = ignore_nan ? count_numbers(rows, {.axis = -1, .keepdims = true})
                                : Tensor(static_cast<double>(rows.shape(-1)));
  const auto last = converted(maximum(total - 1, 0), fractions.dtype());
  auto places = last * fractions;  // (kept..., fractions) or (fractions)
  places = broadcast_to(places, rows.shape().up_to(rows.rank() - 1) + fractions.shape());
  auto y = at_places(sorted, places, last, options.method);
  const auto nothing = isnan(rows);
  const auto missing = ignore_nan ? all(nothing, {.axis = -1, .keepdims = true})
                                  : any(nothing, {.axis = -1, .keepdims = true});
  y = moveaxis(where(missing, std::nan(""), y), -1, 0);
  auto kept = y.shape().from(1);
  if (options.keepdims) {
    kept = x.shape();
    for (const int axis : axes) kept[axis] = 1;
  }
  return converted(reshape(y, q.shape() + kept), natural.dtype());
}

QuantileOptions middle(const ReduceOptions& options) {
  return {options.axis, "linear", options.keepdims};
}

Tensor hundredth(const Tensor& q) { return floating(q) / 100; }

}  // namespace

Tensor average(const Tensor& x, AverageOptions options) {
  const auto& weights = options.weights;
  if (any_symbolic(x, weights)) return call_node<average>(x, options);
  if (!weights.defined()) return mean(x, {.axis = options.axis});
  const auto dtype = floating_dtype(x, weights);
  auto factors = converted(weights, dtype);
  if (weights.shape() != x.shape()) {
    if (options.axis.count() != 1 || weights.rank() != 1)
      fail(
          "ops.average: weights must have the shape of x or be a vector along axis; received "
          "shapes ",
          x.shape(), " and ", weights.shape());
    Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
    along[options.axis.normalized(x.rank(), "ops.average")[0]] = weights.size();
    factors = broadcast_to(reshape(factors, along), x.shape());
  }
  const ReduceOptions over{.axis = options.axis};
  return sum(converted(x, dtype) * factors, over) / sum(factors, over);
}
Tensor ptp(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<ptp>(x, options);
  return amax(x, options) - amin(x, options);
}
Tensor median(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<median>(x, options);
  return quantiles(x, 0.5, middle(options), false);
}
Tensor quantile(const Tensor& x, const Tensor& q, QuantileOptions options) {
  if (any_symbolic(x, q)) return call_node<quantile>(x, q, options);
  return quantiles(x, q, options, false);
}
Tensor percentile(const Tensor& x, const Tensor& q, QuantileOptions options) {
  if (any_symbolic(x, q)) return call_node<percentile>(x, q, options);
  return quantiles(x, hundredth(q), options, false);
}

Tensor nansum(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nansum>(x, options);
  return sum(without_nan(x, 0), options);
}
Tensor nanprod(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanprod>(x, options);
  return prod(without_nan(x, 1), {options.axis, options.keepdims});
}
Tensor nanmax(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanmax>(x, options);
  return extreme_number(x, options, true);
}
Tensor nanmin(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanmin>(x, options);
  return extreme_number(x, options, false);
}
Tensor nanmean(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanmean>(x, options);
  const auto y = floating(x);
  const auto wide = y.dtype().is_half() ? cast(y, "float32") : y;
  return cast(nansum(wide, options) / count_numbers(wide, options), y.dtype());
}
Tensor nanvar(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanvar>(x, options);
  const auto y = floating(x);
  const auto wide = y.dtype().is_half() ? cast(y, "float32") : y;
  const auto missing = isnan(wide);
  const auto distance = wide - nanmean(wide, {.axis = options.axis, .keepdims = true});
  const auto count = sum(cast(logical_not(missing), wide.dtype()), options);
  return cast(sum(square(where(missing, 0, distance)), options) / count, y.dtype());
}
Tensor nanstd(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanstd>(x, options);
  return sqrt(nanvar(x, options));
}
Tensor nanmedian(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<nanmedian>(x, options);
  return quantiles(x, 0.5, middle(options), true);
}
Tensor nanquantile(const Tensor& x, const Tensor& q, QuantileOptions options) {
  if (any_symbolic(x, q)) return call_node<nanquantile>(x, q, options);
  return quantiles(x, q, options, true);
}
Tensor nanpercentile(const Tensor& x, const Tensor& q, QuantileOptions options) {
  if (any_symbolic(x, q)) return call_node<nanpercentile>(x, q, options);
  return quantiles(x, hundredth(q), options, true);
}
Tensor nanargmax(const Tensor& x, ArgOptions options) {
  if (any_symbolic(x)) return call_node<nanargmax>(x, options);
  return arg_number(x, options, true);
}
Tensor nanargmin(const Tensor& x, ArgOptions options) {
  if (any_symbolic(x)) return call_node<nanargmin>(x, options);
  return arg_number(x, options, false);
}
Tensor nancumsum(const Tensor& x, CumulativeOptions options) {
  if (any_symbolic(x)) return call_node<nancumsum>(x, options);
  return cumsum(without_nan(x, 0), options);
}
Tensor nancumprod(const Tensor& x, CumulativeOptions options) {
  if (any_symbolic(x)) return call_node<nancumprod>(x, options);
  return cumprod(without_nan(x, 1), options);
}

}  // namespace keras::ops
