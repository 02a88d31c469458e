#include "keras/layers/activations/elu.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/nn.hpp"

namespace keras::layers {
namespace {

struct ELUImpl final : LayerOf<ELUOptions> {
  explicit ELUImpl(ELUOptions o) : LayerOf("ELU", std::move(o)) { built = true; }
  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    return ops::elu(x, {.alpha = options.alpha});
  }
};

}  // namespace

ELU::ELU(ELUOptions options) : Layer(std::make_shared<ELUImpl>(std::move(options))) {}

ELU::ELU(double alpha, ELUOptions options) : ELU((options.alpha = alpha, std::move(options))) {}

const Registered<Layer> registered_elu = registered<Layer, ELU, ELUOptions>("keras.layers", "ELU");

}  // namespace keras::layers
