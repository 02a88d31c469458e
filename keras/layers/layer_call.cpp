#include "keras/layers/layer_call.hpp"

#include "keras/core/error.hpp"

namespace keras::layers {
namespace {

constexpr char layer_call_type = 0;

}  // namespace

const void* LayerCall::type() const { return &layer_call_type; }

std::vector<Spec> LayerCall::infer(std::span<const Spec>) const {
  check(false, "the specs of a layer's call are found when it is recorded");
  return {};
}

std::vector<Tensor> LayerCall::vjp(std::span<const Tensor>, std::span<const Tensor>,
                                   std::span<const Tensor>) const {
  fail("gradients: a symbolic tensor has no gradient; compute it from the outputs of a model");
}

bool is_symbolic(const Tensor& tensor) { return tensor.defined() && tensor.node()->symbolic; }

const LayerCall* call_of(const Tensor& tensor) {
  if (!is_symbolic(tensor) || !tensor.node()->op || tensor.node()->op->type() != &layer_call_type)
    return nullptr;
  return static_cast<const LayerCall*>(tensor.node()->op.get());
}

}  // namespace keras::layers
