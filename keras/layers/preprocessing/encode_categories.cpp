#include "keras/layers/preprocessing/encode_categories.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {

Tensor encode_categories(const Tensor& given, const std::string& mode, int depth, DType dtype,
                         const Tensor& weights) {
  auto x = given.rank() == 0 ? ops::expand_dims(given, -1) : given;
  // As in Keras, a number between two categories is in neither, but multi_hot cuts it.
  if (mode == "multi_hot" || !x.dtype().is_floating()) x = ops::cast(x, "int32");
  if (mode == "one_hot") {
    if (x.rank() > 1 && x.shape(-1) == 1) x = ops::squeeze(x, {.axis = -1});
    return ops::one_hot(x, depth, {.dtype = dtype});
  }
  const auto each = ops::one_hot(x, depth, {.dtype = dtype});
  const int axis = x.rank() > 1 ? 1 : 0;
  if (mode == "multi_hot") return ops::max(each, {.axis = axis});
  if (!weights.defined()) return ops::sum(each, {.axis = axis});
  return ops::sum(ops::cast(each, weights.dtype()) * ops::expand_dims(weights, -1), {.axis = axis});
}

}  // namespace keras::layers
