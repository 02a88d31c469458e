#include "keras/layers/normalization/group_normalization.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct GroupNormalizationImpl final : LayerOf<GroupNormalizationOptions> {
  Variable gamma, beta;

  explicit GroupNormalizationImpl(GroupNormalizationOptions o)
      : LayerOf("GroupNormalization", std::move(o)) {
    if (options.groups <= 0 && options.groups != -1)
      fail("layers.GroupNormalization: groups must be positive, or -1; received groups=",
           options.groups);
  }

  /// The statistics are of the inputs as they come.
  bool casts_inputs() const override { return false; }

  void build(const Shape& input) override {
    const int axis = normalize_axis(options.axis, input.rank(), "layers.GroupNormalization");
    const auto channels = input[axis];
    if (axis == 0 || channels == Shape::unknown)
      fail("axis must be an axis of known length after the batch; received axis=", options.axis,
           " and shape ", input);
    if (options.groups == -1) options.groups = static_cast<int>(channels);
    if (channels % options.groups != 0)
      fail("groups must divide the ", channels, " channels; received groups=", options.groups);
    const Shape shape{channels};
    if (options.scale)
      gamma = add_weight({.shape = shape,
                          .initializer = options.gamma_initializer,
                          .regularizer = options.gamma_regularizer,
                          .constraint = options.gamma_constraint,
                          .dtype = policy.variable_dtype(),
                          .name = "gamma"});
    if (options.center)
      beta = add_weight({.shape = shape,
                         .initializer = options.beta_initializer,
                         .regularizer = options.beta_regularizer,
                         .constraint = options.beta_constraint,
                         .dtype = policy.variable_dtype(),
                         .name = "beta"});
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& inputs, CallContext&) override {
    const auto x = ops::cast(inputs, promote(inputs.dtype(), DType::float32));
    const int axis = normalize_axis(options.axis, x.rank(), "layers.GroupNormalization");
    auto grouped = x.shape();  // (..., channels, ...) -> (..., groups, channels / groups, ...)
    grouped[axis] = options.groups;
    const auto split = ops::reshape(x, grouped.with(axis + 1, x.shape(axis) / options.groups));
    Axes within;
    for (int i = 1; i < split.rank(); ++i)
      if (i != axis) within.push_back(i);
    const auto [mean, variance] = ops::moments(split, within, {.keepdims = true});
    const auto y = ops::reshape((split - mean) * ops::rsqrt(variance + options.epsilon), x.shape());
    return ops::cast(ops::cast(transformed(y, axis), inputs.dtype()), policy.compute_dtype());
  }

  Tensor transformed(const Tensor& x, int axis) const {
    Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
    along[axis] = x.shape(axis);
    const auto aligned = [&](const Variable& v) {
      return ops::reshape(ops::cast(v, x.dtype()), along);
    };
    const auto y = options.scale ? x * aligned(gamma) : x;
    return options.center ? y + aligned(beta) : y;
  }
};

}  // namespace

GroupNormalization::GroupNormalization(GroupNormalizationOptions options)
    : Layer(std::make_shared<GroupNormalizationImpl>(std::move(options))) {}
Variable GroupNormalization::gamma() const { return as<GroupNormalizationImpl>().gamma; }
Variable GroupNormalization::beta() const { return as<GroupNormalizationImpl>().beta; }

const Registered<Layer> registered_group_normalization =
    registered<Layer, GroupNormalization, GroupNormalizationOptions>("keras.layers",
                                                                     "GroupNormalization");

}  // namespace keras::layers
