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
    auto shape = input.from(1);
    if (options.shared_axes.given())
      for (const int axis : options.shared_axes.in_order(input.rank(), "layers.PReLU")) {
        if (axis == 0) fail("shared_axes must not name the batch axis; received shared_axes=0");
        shape[axis - 1] = 1;
      }
    alpha = add_weight({.shape = shape,
                        .initializer = options.alpha_initializer,
                        .regularizer = options.alpha_regularizer,
                        .constraint = options.alpha_constraint,
                        .dtype = policy.variable_dtype(),
                        .name = "alpha"});
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
