#include "keras/metrics/mean_state.hpp"

#include <numeric>

#include "keras/losses/loss.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

/// `x` reduced over the axes from `first` on.
Tensor reduced_from(int first, const Tensor& x, const Reduction& reduce) {
  if (x.rank() <= first) return x;
  std::vector<int> axes(static_cast<std::size_t>(x.rank() - first));
  std::iota(axes.begin(), axes.end(), first);
  return reduce(x, axes);
}

}  // namespace

Tensor divide_no_nan(const Tensor& x, const Tensor& y) {
  return ops::where(y == 0, 0, x / ops::where(y == 0, 1, y));
}

Samples samplewise(const Tensor& values, const Tensor& sample_weight, const Tensor& mask,
                   DType dtype, const Reduction& reduce) {
  auto x = ops::converted(values, dtype);
  if (!sample_weight.defined()) return {reduced_from(1, x, reduce), None};
  auto weights = losses::masked_weights(sample_weight, mask, dtype, "sum");
  std::tie(x, weights) = losses::squeeze_or_expand(x, weights);
  x = reduced_from(weights.rank(), x, reduce);
  weights = ops::broadcast_to(weights, x.shape());
  return {reduced_from(1, x * weights, reduce), reduced_from(1, weights, reduce)};
}

void MeanState::update(const Tensor& values, const Tensor& sample_weight,
                       const Tensor& mask) const {
  const auto mean = [](const Tensor& x, const std::vector<int>& axes) {
    return ops::mean(x, {.axis = Axes(axes)});
  };
  const auto [x, weights] = samplewise(values, sample_weight, mask, total.dtype(), mean);
  total.assign_add(ops::sum(x));
  if (weights.defined()) {
    count.assign_add(ops::sum(weights));
  } else {
    count.assign_add(x.rank() > 0 ? static_cast<double>(x.shape(0)) : 1.0);
  }
}

Tensor MeanState::result() const { return divide_no_nan(total.value(), count.value()); }

}  // namespace keras::metrics
