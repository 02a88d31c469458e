#include "keras/graph/mask.hpp"

#include "keras/graph/node.hpp"

namespace keras::graph {

Tensor mask_of(const Tensor& tensor) {
  if (!tensor.defined()) return {};
  const auto& masks = tensor.node()->masks;
  const auto output = static_cast<std::size_t>(tensor.output());
  return output < masks.size() ? masks[output] : Tensor();
}

void set_mask(const Tensor& tensor, const Tensor& mask) {
  auto& masks = tensor.node()->masks;
  const auto output = static_cast<std::size_t>(tensor.output());
  if (masks.size() <= output) masks.resize(output + 1);
  masks[output] = mask;
}

}  // namespace keras::graph
