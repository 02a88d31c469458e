#include "keras/layers/normalization/layer_normalization.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/normalization/sorted_axes.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct LayerNormalizationImpl final : LayerOf<LayerNormalizationOptions> {
  Variable gamma, beta;

  explicit LayerNormalizationImpl(LayerNormalizationOptions o)
      : LayerOf("LayerNormalization", std::move(o)) {
    if (options.axis.count() == 0)
      fail("layers.LayerNormalization: axis must name at least one axis; received axis=",
           to_value(options.axis));
  }

  /// A layer that was built saves its axes as a sorted list.
  Object config() const override {
    auto config = LayerOf::config();
    if (built) config["axis"] = sorted_axes(options.axis);
    return config;
  }

  /// The statistics are of the inputs as they come.
  bool casts_inputs() const override { return false; }

  void build(const Shape& input) override {
    const auto shape = lengths_along(options.axis, input, "layers.LayerNormalization");
    if (!shape.known())
      fail("the axes that are normalized must have known lengths; received shape ", input);
    if (options.scale || options.rms_scaling)
      gamma = add_weight({.shape = shape,
                          .initializer = options.gamma_initializer,
                          .regularizer = options.gamma_regularizer,
                          .constraint = options.gamma_constraint,
                          .dtype = policy.variable_dtype(),
                          .name = "gamma"});
    if (options.center && !options.rms_scaling)
      beta = add_weight({.shape = shape,
                         .initializer = options.beta_initializer,
                         .regularizer = options.beta_regularizer,
                         .constraint = options.beta_constraint,
                         .dtype = policy.variable_dtype(),
                         .name = "beta"});
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    if (options.rms_scaling) return ops::cast(scaled(x), policy.compute_dtype());
    const auto y = ops::layer_normalization(x, {.gamma = read(gamma),
                                                .beta = read(beta),
                                                .axis = options.axis,
                                                .epsilon = options.epsilon});
    return ops::cast(y, policy.compute_dtype());
  }

  static Tensor read(const Variable& variable) {
    return variable.defined() ? variable.value() : Tensor();
  }

  Tensor scaled(const Tensor& x) const {
    const auto wide = ops::cast(x, promote(x.dtype(), DType::float32));
    const auto variance = ops::var(wide, {.axis = options.axis, .keepdims = true});
    Shape along = variance.shape();
    for (const int axis : options.axis.normalized(x.rank(), "layers.LayerNormalization"))
      along[axis] = x.shape(axis);
    for (int axis = 0; axis < x.rank(); ++axis)
      if (variance.shape(axis) != 1) along[axis] = 1;
    return wide * ops::rsqrt(variance + options.epsilon) *
           ops::reshape(ops::cast(gamma, wide.dtype()), along);
  }
};

}  // namespace

LayerNormalization::LayerNormalization(LayerNormalizationOptions options)
    : Layer(std::make_shared<LayerNormalizationImpl>(std::move(options))) {}
Variable LayerNormalization::gamma() const { return as<LayerNormalizationImpl>().gamma; }
Variable LayerNormalization::beta() const { return as<LayerNormalizationImpl>().beta; }

const Registered<Layer> registered_layer_normalization =
    registered<Layer, LayerNormalization, LayerNormalizationOptions>("keras.layers",
                                                                     "LayerNormalization");

}  // namespace keras::layers
