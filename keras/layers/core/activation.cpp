#include "keras/layers/core/activation.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

struct ActivationImpl final : LayerOf<ActivationOptions> {
  explicit ActivationImpl(ActivationOptions o) : LayerOf("Activation", std::move(o)) {
    if (!options.activation.defined()) fail("layers.Activation: activation must be given");
    built = true;
  }
  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override { return options.activation(x); }
};

}  // namespace

Activation::Activation(ActivationOptions options)
    : Layer(std::make_shared<ActivationImpl>(std::move(options))) {}
Activation::Activation(activations::Activation activation, ActivationOptions options)
    : Activation((options.activation = std::move(activation), std::move(options))) {}

const Registered<Layer> registered_activation =
    registered<Layer, Activation, ActivationOptions>("keras.layers", "Activation");

}  // namespace keras::layers
