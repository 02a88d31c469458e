#include "keras/data/normalize.hpp"

#include "keras/ops/nn.hpp"

namespace keras::utils {

Tensor normalize(const Tensor& x, NormalizeOptions options) {
  return ops::normalize(x, {.axis = options.axis, .order = options.order});
}

}  // namespace keras::utils
