#include "keras/core/settings.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// `x` in at least float32.
Tensor widened(const Tensor& x) { return cast(x, promote(x.dtype(), DType::float32)); }

/// The parameter of the places along `axes`, as it broadcasts to `x`; one of the rank of `x` does.
Tensor along(const Tensor& parameter, const Tensor& x, const std::vector<int>& axes) {
  if (parameter.rank() == x.rank()) return cast(parameter, x.dtype());
  Shape shape(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
  for (const int axis : axes) shape[axis] = x.shape(axis);
  return reshape(cast(parameter, x.dtype()), shape);
}

}  // namespace

Tensor batch_normalization(const Tensor& x, const Tensor& mean, const Tensor& variance, int axis,
                           BatchNormalizationOptions options) {
  if (any_symbolic(x, mean, variance))
    return call_node<batch_normalization>(x, mean, variance, axis, options);
  const int place = normalize_axis(axis, x.rank(), "ops.batch_normalization");
  std::vector<Tensor> given = {x, mean, variance};
  for (const auto& parameter : {options.scale, options.offset})
    if (parameter.defined()) given.push_back(parameter);
  const auto natural = result_dtype(given);
  const auto y = converted(x, natural.is_floating() ? natural : config::floatx());
  const auto aligned = [&](const Tensor& statistic) { return along(statistic, y, {place}); };
  auto factor = rsqrt(aligned(variance) + options.epsilon);
  if (options.scale.defined()) factor = factor * aligned(options.scale);
  auto shift = -aligned(mean) * factor;
  if (options.offset.defined()) shift = shift + aligned(options.offset);
  return y * factor + shift;
}

Tensor layer_normalization(const Tensor& x, LayerNormalizationOptions options) {
  if (any_symbolic(x)) return call_node<layer_normalization>(x, options);
  const auto wide = widened(x);
  const auto axes = options.axis.normalized(x.rank(), "ops.layer_normalization");
  const auto [mean, variance] = moments(wide, Axes(axes), {.keepdims = true});
  auto factor = rsqrt(variance + options.epsilon.value_or(config::epsilon()));
  if (options.gamma.defined()) factor = factor * along(options.gamma, wide, axes);
  // Keras leaves out beta too, and divides by the deviation.
  if (options.rms_scaling) return cast(wide * factor, x.dtype());
  auto shift = -mean * factor;
  if (options.beta.defined()) shift = shift + along(options.beta, wide, axes);
  return cast(wide * factor + shift, x.dtype());
}

Tensor rms_normalization(const Tensor& x, RmsNormalizationOptions options) {
  if (any_symbolic(x)) return call_node<rms_normalization>(x, options);
  const auto wide = widened(x);
  const auto axes = options.axis.normalized(x.rank(), "ops.rms_normalization");
  const auto mean = ops::mean(square(wide), {.axis = Axes(axes), .keepdims = true});
  auto y = wide * rsqrt(mean + options.epsilon.value_or(config::epsilon()));
  // Keras does not put the scale along the axes: it broadcasts, which differs if they are not last.
  if (options.scale.defined()) y = y * cast(options.scale, wide.dtype());
  return cast(y, x.dtype());
}

Tensor normalize(const Tensor& x, NormalizeOptions options) {
  if (any_symbolic(x)) return call_node<normalize>(x, options);
  const ReduceOptions over{.axis = options.axis, .keepdims = true};
  const auto y = floating(x);
  if (options.order == 2) return y * minimum(rsqrt(sum(square(y), over)), 1 / options.epsilon);
  if (!(options.order > 0))
    fail("ops.normalize: order must be positive; received order=", options.order);
  const auto size =
      norm(y, {.ord = options.order, .axis = options.axis, .keepdims = true});  // of matrices too
  return y / maximum(size, options.epsilon);
}

}  // namespace keras::ops
