#include <algorithm>
#include <limits>
#include <vector>

#include "keras/core/settings.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/runtime/cpu/kernels.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::ops {
namespace {

/// `x` minus its largest element, which keeps exp from overflowing; no gradient through the shift.
/// Unsigned integers wrap around, as in JAX.
Tensor shifted(const Tensor& x, const Axes& axis) {
  const auto y = x.dtype().is_integer() ? x : floating(x);
  return floating(y - stop_gradient(max(y, {.axis = axis, .keepdims = true})));
}

/// What `kernel` makes of a row of y, done in blocks of rows that threads share.
template <class Kernel>
void for_rows(const runtime::Cpu& cpu, const View& y, Kernel kernel) {
  constexpr std::int64_t block = 1 << 12;  // elements
  const auto length = y.shape()[-1], rows = y.shape().elements() / length;
  const auto step = std::max<std::int64_t>(1, block / length);
  cpu.for_each((rows + step - 1) / step, [&](std::int64_t i) {
    kernel(i * step * length, std::min(step, rows - i * step), length);
  });
}

/// dx from y = softmax(x) and dy, along the last axis.
struct SoftmaxGradient {
  static constexpr auto name = "softmax_gradient";
  static constexpr bool parallel = true;
  Spec infer(const Spec& y, const Spec&) const { return y; }
  graph::Trait trait() const { return graph::RowsTrait{}; }
  std::vector<Tensor> vjp(const Tensor& y, const Tensor& dy, const Tensor&, const Tensor& g) const {
    const auto along = [](const Tensor& x) { return sum(x, {.axis = -1, .keepdims = true}); };
    return {g * (dy - along(dy * y)) - dy * along(g * y), graph::apply(SoftmaxGradient{}, y, g)};
  }
  void run(const runtime::Cpu& cpu, const View& y, const View& dy, const View& dx) const {
    for_rows(cpu, y, [&](std::int64_t at, std::int64_t rows, std::int64_t length) {
      runtime::kernels().softmax_gradient(y.as<float>() + at, dy.as<float>() + at,
                                          dx.as<float>() + at, rows, length);
    });
  }
};

/// Along the last axis of float32.
struct Softmax {
  static constexpr auto name = "softmax";
  static constexpr bool parallel = true;
  Spec infer(const Spec& x) const { return x; }
  graph::Trait trait() const { return graph::RowsTrait{}; }
  Tensor vjp(const Tensor&, const Tensor& y, const Tensor& dy) const {
    return graph::apply(SoftmaxGradient{}, y, dy);
  }
  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    for_rows(cpu, y, [&](std::int64_t at, std::int64_t rows, std::int64_t length) {
      runtime::kernels().softmax(x.as<float>() + at, y.as<float>() + at, rows, length);
    });
  }
};

/// Whether the rows of `x` lie along `axis`, in the dtype of the kernel.
bool in_rows(const Tensor& x, const Axes& axis) {
  return x.dtype() == DType::float32 && x.rank() > 0 && x.shape(-1) > 0 &&
         axis.in_order(x.rank(), "ops.softmax") == std::vector<int>{x.rank() - 1};
}

/// Statistics of half-sized numbers are kept within what float16 holds, for bfloat16 too, as in
/// Keras.
Tensor narrowed(const Tensor& statistic, DType dtype) {
  constexpr double largest = 65504;
  return converted(dtype.is_half() ? clip(statistic, -largest, largest) : statistic, dtype);
}

}  // namespace

Tensor softmax(const Tensor& x, SoftmaxOptions options) {
  if (any_symbolic(x)) return call_node<softmax>(x, options);
  if (in_rows(x, options.axis)) return graph::apply(Softmax{}, x);
  const auto e = exp(shifted(x, options.axis));
  return e / sum(e, {.axis = options.axis, .keepdims = true});
}

Tensor log_softmax(const Tensor& x, SoftmaxOptions options) {
  if (any_symbolic(x)) return call_node<log_softmax>(x, options);
  const auto s = shifted(x, options.axis);
  return s - log(sum(exp(s), {.axis = options.axis, .keepdims = true}));
}

Tensor logsumexp(const Tensor& x, LogSumExpOptions options) {
  if (any_symbolic(x)) return call_node<logsumexp>(x, options);
  const auto y = floating(x);
  constexpr double lowest = -std::numeric_limits<double>::infinity();
  const auto peak =
      stop_gradient(max(y, {.axis = options.axis, .keepdims = true, .initial = lowest}));
  const auto safe = where(isfinite(peak), peak, 0);
  const auto total = log(sum(exp(y - safe), {.axis = options.axis, .keepdims = options.keepdims}));
  return total + reshape(safe, total.shape());
}

Tensor one_hot(const Tensor& x, int num_classes, OneHotOptions options) {
  if (any_symbolic(x)) return call_node<one_hot>(x, num_classes, options);
  if (num_classes < 1)
    fail("ops.one_hot: num_classes must be positive; received num_classes=", num_classes);
  const int axis = normalize_axis(options.axis, x.rank() + 1, "ops.one_hot");
  Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank() + 1), 1));
  along[axis] = num_classes;
  const auto hits = equal(expand_dims(x, axis), reshape(arange(num_classes), along));
  return converted(hits, options.dtype.value_or(config::floatx()));
}

std::pair<Tensor, Tensor> moments(const Tensor& x, Axes axes, MomentsOptions options) {
  if (any_symbolic(x)) return call_node<moments>(x, axes, options);
  if (options.synchronized)
    fail("ops.moments: synchronized must be False; received synchronized=True");
  const auto given = floating(x);
  const auto wide = given.dtype().is_half() ? cast(given, "float32") : given;
  const auto mean = ops::mean(wide, {.axis = axes, .keepdims = true});
  const auto variance =
      ops::mean(square(wide - mean), {.axis = axes, .keepdims = options.keepdims});
  return {narrowed(options.keepdims ? mean : reshape(mean, variance.shape()), given.dtype()),
          narrowed(variance, given.dtype())};
}

}  // namespace keras::ops
