#include "keras/autodiff/jvp.hpp"

#include "keras/autodiff/gradients.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

std::pair<Tensor, Tensor> jvp(const std::function<Tensor(const std::vector<Tensor>&)>& fun,
                              const std::vector<Tensor>& primals,
                              const std::vector<Tensor>& tangents) {
  if (primals.size() != tangents.size())
    fail("ops.jvp: there must be a tangent for each primal; received ", tangents.size(), " for ",
         primals.size());
  for (std::size_t i = 0; i < primals.size(); ++i)
    if (primals[i].shape() != tangents[i].shape())
      fail("ops.jvp: a tangent must have the shape of its primal; received ", tangents[i].shape(),
           " for ", primals[i].shape());
  const auto y = fun(primals);
  // Gradients are a linear function of what they are weighted with: their product with the tangents
  // has the wanted slope as its own gradient.
  const auto weights = zeros_like(y);
  const auto slopes = gradients(sum(y * weights), primals);
  Tensor along = 0.0;
  for (std::size_t i = 0; i < primals.size(); ++i)
    if (slopes[i].defined()) along = along + sum(slopes[i] * tangents[i]);
  const auto slope = gradients(along, std::vector<Tensor>{weights})[0];
  return {y, slope.defined() ? slope : zeros_like(y)};
}

}  // namespace keras::ops
