#include "keras/models/fitted_inputs.hpp"

#include <algorithm>

#include "keras/graph/mask.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

Tensor fitted(const Tensor& given, const Spec& wanted) {
  auto x = given;
  const int more = wanted.shape.rank() - x.rank();
  if (more == 1 && wanted.shape[-1] == 1) x = ops::expand_dims(x, -1);
  if (more == -1 && x.shape(-1) == 1) x = ops::squeeze(x, {.axis = -1});
  return x.dtype() == wanted.dtype ? x : ops::cast(x, wanted.dtype);
}

}  // namespace

Tensors fitted_inputs(const Tensors& given, const std::vector<Spec>& wanted) {
  if (given.size() != wanted.size()) return given;
  std::vector<Tensor> flat;
  for (std::size_t i = 0; i < wanted.size(); ++i) flat.push_back(fitted(given[i], wanted[i]));
  return given.with(std::move(flat));
}

void give_masks(const Tensors& inputs, const Tensors& mask) {
  for (std::size_t i = 0; i < std::min(mask.size(), inputs.size()); ++i)
    if (mask[i].defined()) graph::set_mask(inputs[i], mask[i]);
}

}  // namespace keras
