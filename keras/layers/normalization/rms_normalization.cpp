#include "keras/layers/normalization/rms_normalization.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/normalization/sorted_axes.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"

namespace keras::layers {
namespace {

struct RMSNormalizationImpl final : LayerOf<RMSNormalizationOptions> {
  Variable scale;

  explicit RMSNormalizationImpl(RMSNormalizationOptions o)
      : LayerOf("RMSNormalization", std::move(o)) {
    if (options.axis.count() == 0)
      fail("layers.RMSNormalization: axis must name at least one axis; received axis=",
           to_value(options.axis));
  }

  /// A layer that was built saves its axes as a sorted list.
  Object config() const override {
    auto config = LayerOf::config();
    if (built) config["axis"] = sorted_axes(options.axis);
    return config;
  }

  void build(const Shape& input) override {
    const auto shape = lengths_along(options.axis, input, "layers.RMSNormalization");
    if (!shape.known())
      fail("the axes that are normalized must have known lengths; received shape ", input);
    scale = add_weight(
        {.shape = shape, .initializer = "ones", .dtype = policy.variable_dtype(), .name = "scale"});
  }

  Tensor call(const Tensor& x, CallContext&) override {
    return ops::rms_normalization(x, {.scale = ops::cast(scale, policy.compute_dtype()),
                                      .axis = options.axis,
                                      .epsilon = options.epsilon});
  }
};

}  // namespace

RMSNormalization::RMSNormalization(RMSNormalizationOptions options)
    : Layer(std::make_shared<RMSNormalizationImpl>(std::move(options))) {}
Variable RMSNormalization::scale() const { return as<RMSNormalizationImpl>().scale; }

const Registered<Layer> registered_rms_normalization =
    registered<Layer, RMSNormalization, RMSNormalizationOptions>("keras.layers",
                                                                 "RMSNormalization");

}  // namespace keras::layers
