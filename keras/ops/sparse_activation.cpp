#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

Tensor squareplus(const Tensor& x, SquareplusOptions options) {
  if (any_symbolic(x)) return call_node<squareplus>(x, options);
  const auto y = floating(x);
  return (y + sqrt(y * y + options.b)) / 2;
}

Tensor sparse_plus(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sparse_plus>(x);
  const auto y = floating(x);
  return where(y <= -1, 0, where(y < 1, (y + 1) * (y + 1) / 4, y));
}

Tensor sparse_sigmoid(const Tensor& x) {
  if (any_symbolic(x)) return call_node<sparse_sigmoid>(x);
  const auto y = floating(x);
  return where(y <= -1, 0, where(y >= 1, 1, (y + 1) / 2));
}

Tensor sparsemax(const Tensor& x, SparsemaxOptions options) {
  if (any_symbolic(x)) return call_node<sparsemax>(x, options);
  const int axis = normalize_axis(options.axis, x.rank(), "ops.sparsemax");
  const auto y = floating(x);
  const auto falling = -sort(-y, {axis});
  const auto sums = cumsum(falling, {axis});
  Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
  along[axis] = x.shape(axis);
  const auto count = reshape(cast(arange(x.shape(axis)) + 1, y.dtype()), along);
  // The largest elements whose excess over their threshold is positive keep a probability. The
  // threshold is made of all of their sums, as in Keras, not of the last one, as in the paper.
  const auto kept = falling - (sums - 1) / count > 0;
  const ReduceOptions over{.axis = axis, .keepdims = true};
  const auto kept_count = sum(cast(kept, y.dtype()), over);
  const auto kept_sums = sum(where(kept, sums, 0), over);
  return maximum(y - (kept_sums - 1) / kept_count, 0);
}

Tensor multi_hot(const Tensor& inputs, int num_classes, MultiHotOptions options) {
  if (any_symbolic(inputs)) return call_node<multi_hot>(inputs, num_classes, options);
  const auto hits = one_hot(cast(inputs, "int32"), num_classes, {options.axis, options.dtype});
  return max(hits, {.axis = inputs.rank() > 1 ? 1 : 0});
}

Tensor psnr(const Tensor& x1, const Tensor& x2, double max_val) {
  if (any_symbolic(x1, x2)) return call_node<psnr>(x1, x2, max_val);
  if (x1.shape() != x2.shape())
    fail("ops.psnr: x1 and x2 must have one shape; received ", x1.shape(), " and ", x2.shape());
  const auto peak = 20 * log10(converted(Tensor(max_val), x2.dtype()));
  return peak - 10 * log10(mean(square(x1 - x2)));
}

}  // namespace keras::ops
