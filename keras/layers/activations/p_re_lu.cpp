#include "keras/layers/activations/p_re_lu.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct PReLUImpl final : LayerOf<PReLUOptions> {
  Variable alpha;

  explicit PReLUImpl(PReLUOptions o) : LayerOf("PReLU", std::move(o)) {}

  Object config() const override {
    auto config = LayerOf::config();
    const auto axes = config.at("shared_axes");
    if (axes.is_integer()) config["shared_axes"] = List{axes};
    return config;
  }

  void build(const Shape& input) override {
    if (input.empty()) fail("the input must have at least one axis; received shape ", input);
    alpha = add_weight({.shape = alpha_shape(input),
                        .initializer = options.alpha_initializer,
                        .regularizer = options.alpha_regularizer,
                        .constraint = options.alpha_constraint,
                        .dtype = policy.variable_dtype(),
                        .name = "alpha"});
  }

  /// Lengths without the batch, 1 for shared axes. Keras takes 1 from each axis and then counts in
  /// these lengths, so that -1 names the axis before the last.
  Shape alpha_shape(const Shape& input) const {
    auto shape = input.from(1);
    const auto saved = config().at("shared_axes");
    if (saved.is_null()) return shape;
    const auto axes = options.shared_axes.in_order(input.rank(), "layers.PReLU");
    for (std::size_t i = 0; i < axes.size(); ++i) {
      const auto& given = saved.as_list()[i];
      if (axes[i] == 0)
        fail("shared_axes must not name the batch axis; received shared_axes=", given);
      const bool from_behind = axes[i] != given.as_integer();
      if (axes[i] == 1 && from_behind)
        fail("shared_axes must name an axis, counted from behind from the last but one; received ",
             "shared_axes=", given);
      shape[axes[i] - (from_behind ? 2 : 1)] = 1;
    }
    return shape;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    return ops::relu(x) - ops::cast(alpha, policy.compute_dtype()) * ops::relu(-x);
  }
};

}  // namespace

PReLU::PReLU(PReLUOptions options) : Layer(std::make_shared<PReLUImpl>(std::move(options))) {}
Variable PReLU::alpha() const { return as<PReLUImpl>().alpha; }

const Registered<Layer> registered_p_re_lu =
    registered<Layer, PReLU, PReLUOptions>("keras.layers", "PReLU");

}  // namespace keras::layers
