#include "keras/layers/core/masking.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct MaskingImpl final : LayerOf<MaskingOptions> {
  explicit MaskingImpl(MaskingOptions o) : LayerOf("Masking", std::move(o)) { built = true; }

  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors& inputs, const Tensors&) const override {
    return ops::any(inputs[0] != options.mask_value, {.axis = -1});
  }

  Tensor call(const Tensor& x, CallContext&) override {
    const auto kept = ops::any(x != options.mask_value, {.axis = -1, .keepdims = true});
    return ops::where(kept, x, 0);
  }
};

}  // namespace

Masking::Masking(MaskingOptions options)
    : Layer(std::make_shared<MaskingImpl>(std::move(options))) {}

const Registered<Layer> registered_masking =
    registered<Layer, Masking, MaskingOptions>("keras.layers", "Masking");

}  // namespace keras::layers
