#include "keras/layers/core/identity.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

struct IdentityImpl final : LayerOf<IdentityOptions> {
  explicit IdentityImpl(IdentityOptions o) : LayerOf("Identity", std::move(o)) { built = true; }
  bool supports_masking() const override { return true; }
  Tensors call(const Tensors& inputs, CallContext&) override { return inputs; }
  Tensor call(const Tensor& x, CallContext&) override { return x; }
};

}  // namespace

Identity::Identity(IdentityOptions options)
    : Layer(std::make_shared<IdentityImpl>(std::move(options))) {}

const Registered<Layer> registered_identity =
    registered<Layer, Identity, IdentityOptions>("keras.layers", "Identity");

}  // namespace keras::layers
