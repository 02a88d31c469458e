#include "keras/losses/normalize.hpp"

#include "keras/core/settings.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {

Tensor normalize(const Tensor& x, int axis) {
  const auto squares = ops::sum(ops::square(x), {.axis = axis, .keepdims = true});
  return x * ops::minimum(ops::rsqrt(squares), 1 / config::epsilon());
}

}  // namespace keras::losses
