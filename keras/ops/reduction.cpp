#include <algorithm>
#include <cmath>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using runtime::Reduction;

constexpr const char* names[] = {"sum", "prod", "max", "min"};

Tensor over_block(Reduction reduction, const Tensor& x, int first, int last);

/// The axes [first, last) reduced to length 1.
template <Reduction reduction>
struct Reduce {
  static constexpr auto name = names[static_cast<int>(reduction)];
  int first, last;

  Spec infer(const Spec& x) const {
    auto shape = x.shape;
    for (int i = first; i < last; ++i) {
      const bool needs_one = reduction == Reduction::maximum || reduction == Reduction::minimum;
      if (needs_one && shape[i] == 0)
        fail("ops.", name, ": axis ", i, " must not be empty; received shape ", x.shape);
      shape[i] = 1;
    }
    return {shape, x.dtype};
  }
  graph::Trait trait() const { return graph::ReduceTrait{reduction, first, last}; }

  Tensor vjp(const Tensor& x, const Tensor& y, const Tensor& dy) const {
    if constexpr (reduction == Reduction::sum) {
      return broadcast_to(dy, x.shape());
    } else if constexpr (reduction == Reduction::product) {
      return product_gradient(x, dy);
    } else {  // shared among equal extremes
      const auto hits = cast(x == y, x.dtype());
      return dy * hits / over_block(Reduction::sum, hits, first, last);
    }
  }

  /// dy times the product of the other elements, which stays right where elements are 0.
  Tensor product_gradient(const Tensor& x, const Tensor& dy) const {
    const auto zero = x == 0;
    const auto zeros = over_block(Reduction::sum, cast(zero, x.dtype()), first, last);
    const auto rest = over_block(Reduction::product, where(zero, 1, x), first, last);
    const auto others =
        where(zero, where(zeros == 1, rest, 0), where(zeros == 0, rest / where(zero, 1, x), 0));
    return dy * others;
  }
};

Tensor over_block(Reduction reduction, const Tensor& x, int first, int last) {
  switch (reduction) {
    case Reduction::sum:
      return graph::apply(Reduce<Reduction::sum>{first, last}, x);
    case Reduction::product:
      return graph::apply(Reduce<Reduction::product>{first, last}, x);
    case Reduction::maximum:
      return graph::apply(Reduce<Reduction::maximum>{first, last}, x);
    default:
      return graph::apply(Reduce<Reduction::minimum>{first, last}, x);
  }
}

Shape without_axes(const Shape& shape, const std::vector<int>& axes) {
  Shape result;
  for (int i = 0; i < shape.rank(); ++i)
    if (std::find(axes.begin(), axes.end(), i) == axes.end()) result.push_back(shape[i]);
  return result;
}

/// Neighbouring axes are reduced together, the last ones first; 16-bit floats in 32 bits.
Tensor reduce(Reduction reduction, const Tensor& x, const ReduceOptions& options) {
  if (x.dtype().is_half()) return cast(reduce(reduction, cast(x, "float32"), options), x.dtype());
  const auto where = text("ops.", names[static_cast<int>(reduction)]);
  const auto axes = options.axis.normalized(x.rank(), where.c_str());
  auto y = x;
  for (auto i = axes.size(); i > 0;) {
    const int last = axes[--i] + 1;
    while (i > 0 && axes[i - 1] == axes[i] - 1) --i;
    y = over_block(reduction, y, axes[i], last);
  }
  return options.keepdims || axes.empty() ? y : reshape(y, without_axes(x.shape(), axes));
}

/// The largest or smallest element, among them `initial` if given.
Tensor extreme(Reduction reduction, const Tensor& x, const ExtremeOptions& options) {
  const ReduceOptions over{options.axis, options.keepdims};
  if (!options.initial) return reduce(reduction, x, over);
  const auto initial = number(*options.initial, x.dtype());
  const auto axes = options.axis.normalized(x.rank(), "ops.max");
  const bool empty = std::any_of(axes.begin(), axes.end(), [&](int i) { return x.shape(i) == 0; });
  if (empty) return broadcast_to(initial, sum(x, over).shape());
  const auto y = reduce(reduction, x, over);
  return reduction == Reduction::maximum ? maximum(y, initial) : minimum(y, initial);
}

DType sum_dtype(DType dtype) {
  if (dtype == DType::boolean || (dtype.is_integer() && dtype.itemsize() < 4))
    return dtype.is_unsigned() ? DType::uint32 : DType::int32;
  return dtype;
}

struct ArgReduce {
  static constexpr auto name = "argmax";
  int axis;
  bool smallest;

  Spec infer(const Spec& x) const {
    if (x.shape[axis] == 0)
      fail("ops.argmax: axis ", axis, " must not be empty; received shape ", x.shape);
    return {x.shape.without(axis), DType::int32};
  }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }

  void run(const runtime::Cpu&, const View& x, const View& y) const {
    visit_dtype(x.dtype(),
                [&](auto zero) { pick(x.as<decltype(zero)>(), x.shape(), y.as<std::int32_t>()); });
  }

  template <class T>
  void pick(const T* x, const Shape& shape, std::int32_t* y) const {
    const auto length = shape[axis];
    const auto inner = shape.from(axis + 1).elements(), outer = shape.up_to(axis).elements();
    for (std::int64_t i = 0; i < outer * inner; ++i) {
      const auto* first = x + i / inner * length * inner + i % inner;
      y[i] = static_cast<std::int32_t>(best(first, length, inner));
    }
  }

  template <class T>
  std::int64_t best(const T* first, std::int64_t length, std::int64_t stride) const {
    std::int64_t at = 0;
    for (std::int64_t j = 0; j < length; ++j) {
      const auto a = first[j * stride], b = first[at * stride];
      if (b != b) break;  // the first NaN wins
      if (a != a || (smallest ? below(a, b) : below(b, a))) at = j;
    }
    return at;
  }

  /// Whether a < b, where -0 is below 0.
  template <class T>
  static bool below(T a, T b) {
    if constexpr (std::is_floating_point_v<T>)
      if (a == b) return std::signbit(a) && !std::signbit(b);
    return a < b;
  }
};

Tensor arg(const Tensor& x, const ArgOptions& options, bool smallest) {
  const auto flat = options.axis ? x : ravel(x);
  const int axis = options.axis ? normalize_axis(*options.axis, x.rank(), "ops.argmax") : 0;
  const auto y = graph::apply(ArgReduce{axis, smallest}, flat);
  if (!options.keepdims) return y;
  return options.axis ? expand_dims(y, axis)
                      : reshape(y, Shape(std::vector<std::int64_t>(std::size_t(x.rank()), 1)));
}

}  // namespace

Tensor sum(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<sum>(x, options);
  return reduce(Reduction::sum, converted(x, sum_dtype(x.dtype())), options);
}

Tensor mean(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<mean>(x, options);
  const auto y = floating(x);
  const bool half = y.dtype().is_half();  // the quotient is rounded, not the sum
  const auto total = sum(half ? cast(y, "float32") : y, options);
  const auto count =
      static_cast<double>(y.size()) / static_cast<double>(std::max<std::int64_t>(total.size(), 1));
  const auto result = total / count;
  return half ? cast(result, y.dtype()) : result;
}

Tensor prod(const Tensor& x, ProdOptions options) {
  if (any_symbolic(x)) return call_node<prod>(x, options);
  const auto dtype = options.dtype.value_or(sum_dtype(x.dtype()));
  if (dtype == DType::boolean) return all(x, {options.axis, options.keepdims});
  return reduce(Reduction::product, converted(x, dtype), {options.axis, options.keepdims});
}

Tensor max(const Tensor& x, ExtremeOptions options) {
  if (any_symbolic(x)) return call_node<max>(x, options);
  return extreme(Reduction::maximum, x, options);
}
Tensor min(const Tensor& x, ExtremeOptions options) {
  if (any_symbolic(x)) return call_node<min>(x, options);
  return extreme(Reduction::minimum, x, options);
}
Tensor amax(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<amax>(x, options);
  return reduce(Reduction::maximum, x, options);
}
Tensor amin(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<amin>(x, options);
  return reduce(Reduction::minimum, x, options);
}

Tensor var(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<var>(x, options);
  const auto y = floating(x);
  const auto wide = y.dtype().is_half() ? cast(y, "float32") : y;
  const auto centred = wide - mean(wide, {.axis = options.axis, .keepdims = true});
  return converted(mean(square(centred), options), y.dtype());
}

Tensor std(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<std>(x, options);
  return sqrt(var(x, options));
}
Tensor all(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<all>(x, options);
  return extreme(Reduction::minimum, converted(x, "bool"), {options.axis, options.keepdims, 1});
}
Tensor any(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<any>(x, options);
  return extreme(Reduction::maximum, converted(x, "bool"), {options.axis, options.keepdims, 0});
}
Tensor count_nonzero(const Tensor& x, ReduceOptions options) {
  if (any_symbolic(x)) return call_node<count_nonzero>(x, options);
  return sum(x != 0, options);
}
Tensor argmax(const Tensor& x, ArgOptions options) {
  if (any_symbolic(x)) return call_node<argmax>(x, options);
  return arg(x, options, false);
}
Tensor argmin(const Tensor& x, ArgOptions options) {
  if (any_symbolic(x)) return call_node<argmin>(x, options);
  return arg(x, options, true);
}

}  // namespace keras::ops
