#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

Tensor batch_normalization(const Tensor& x, const Tensor& mean, const Tensor& variance, int axis,
                           BatchNormalizationOptions options) {
  const int place = normalize_axis(axis, x.rank(), "ops.batch_normalization");
  Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
  along[place] = x.shape(place);
  const auto aligned = [&](const Tensor& statistic) { return reshape(statistic, along); };
  auto factor = rsqrt(aligned(variance) + options.epsilon);
  if (options.scale.defined()) factor = factor * aligned(options.scale);
  auto shift = -aligned(mean) * factor;
  if (options.offset.defined()) shift = shift + aligned(options.offset);
  return x * factor + shift;
}

}  // namespace keras::ops
