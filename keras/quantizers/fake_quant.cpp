#include "keras/quantizers/fake_quant.hpp"

#include "keras/core/axes.hpp"
#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::quantizers {
namespace {

/// The limits that the whole numbers stand for, one of which stands for 0.
struct Nudged {
  Tensor least, most, step, per_unit;
};

Nudged nudged(const Tensor& least, const Tensor& most, int num_bits, bool narrow_range) {
  const int first = narrow_range ? 1 : 0, last = (1 << num_bits) - 1;
  const auto width = most - least, step = width / (last - first);
  const auto zero = ops::round(ops::clip(first - least / step, first, last));
  return {(first - zero) * step, (last - zero) * step, step, (last - first) / width};
}

/// The first input; gradients reach the second within the nudged limits, else the given limits.
struct ClippedGradient {
  static constexpr auto name = "clipped_gradient";
  std::vector<int> summed_axes;  ///< Of the inputs, for the gradient of the limits.

  Spec infer(const Spec& value, const Spec&, const Spec&, const Spec&, const Spec&,
             const Spec&) const {
    return value;
  }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor& x, const Tensor& min_vals,
                          const Tensor& max_vals, const Tensor& least, const Tensor& most,
                          const Tensor&, const Tensor& dy) const {
    const auto of = [&](const Tensor& where, const Tensor& limit) {
      const auto part = ops::cast(ops::where(where, dy, 0.0), limit.dtype());
      return ops::reshape(ops::sum(part, {.axis = Axes(summed_axes)}), limit.shape());
    };
    const auto inside = ops::logical_and(x >= least, x <= most);
    return {{}, ops::where(inside, dy, 0.0), of(x <= least, min_vals), of(x >= most, max_vals), {},
            {}};
  }
};

}  // namespace

Tensor fake_quant_with_min_max_vars(const Tensor& inputs, const Tensor& min_vals,
                                    const Tensor& max_vals, FakeQuantOptions options) {
  if (options.num_bits < 1 || options.num_bits > 16)
    fail("quantizers.fake_quant_with_min_max_vars: num_bits must be in [1, 16]; received num_bits=",
         options.num_bits);
  std::vector<int> summed;
  const int channel =
      options.axis ? Axes(*options.axis).in_order(inputs.rank(), "quantizers.fake_quant")[0] : -1;
  for (int i = 0; i < inputs.rank(); ++i)
    if (i != channel) summed.push_back(i);
  const auto dtype = ops::floating_dtype(min_vals, Tensor(0.0));
  const auto limits = nudged(ops::cast(min_vals, dtype), ops::cast(max_vals, dtype),
                             options.num_bits, options.narrow_range);
  const auto x = ops::cast(inputs, dtype);
  const auto zero = ops::floor(-limits.least * limits.per_unit + 0.5);
  const auto shifted = ops::clip(x, limits.least, limits.most) - limits.least;
  const auto value = ops::floor(shifted * limits.per_unit - zero + 0.5) * limits.step;
  return graph::apply(ClippedGradient{summed}, ops::cast(value, inputs.dtype()), inputs, min_vals,
                      max_vals, limits.least, limits.most);
}

}  // namespace keras::quantizers
