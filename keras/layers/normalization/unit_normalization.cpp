#include "keras/layers/normalization/unit_normalization.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/nn.hpp"

namespace keras::layers {
namespace {

struct UnitNormalizationImpl final : LayerOf<UnitNormalizationOptions> {
  explicit UnitNormalizationImpl(UnitNormalizationOptions o)
      : LayerOf("UnitNormalization", std::move(o)) {
    if (options.axis.count() == 0)
      fail("layers.UnitNormalization: axis must name at least one axis; received axis=",
           to_value(options.axis));
    built = true;
  }
  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    return ops::normalize(x, {.axis = options.axis, .epsilon = 1e-12});
  }
};

}  // namespace

UnitNormalization::UnitNormalization(UnitNormalizationOptions options)
    : Layer(std::make_shared<UnitNormalizationImpl>(std::move(options))) {}

const Registered<Layer> registered_unit_normalization =
    registered<Layer, UnitNormalization, UnitNormalizationOptions>("keras.layers",
                                                                   "UnitNormalization");

}  // namespace keras::layers
