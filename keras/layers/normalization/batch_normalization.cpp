#include "keras/layers/normalization/batch_normalization.hpp"

#include <cmath>

#include "keras/core/settings.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// The mean and the variance of each place along the axis of the features.
struct Moments {
  Tensor mean, variance;
};

struct BatchNormalizationImpl final : LayerOf<BatchNormalizationOptions> {
  Variable gamma, beta, moving_mean, moving_variance;
  Variable moving_stddev, renorm_mean, renorm_stddev;  ///< Only with renorm.

  explicit BatchNormalizationImpl(BatchNormalizationOptions o)
      : LayerOf("BatchNormalization", std::move(o)) {
    if (options.synchronized)
      fail(
          "layers.BatchNormalization: synchronized must be false, statistics over several devices "
          "are not supported; received synchronized=true");
    if (options.renorm) check_clipping();
  }

  void check_clipping() {
    if (!options.renorm_clipping) options.renorm_clipping.emplace();
    const auto& [rmax, rmin, dmax] = *options.renorm_clipping;
    if (rmax && rmin && *rmax < *rmin)
      fail("layers.BatchNormalization: rmax must be at least rmin; received renorm_clipping=",
           to_value(*options.renorm_clipping));
    if (dmax && *dmax < 0)
      fail("layers.BatchNormalization: dmax must be at least 0; received renorm_clipping=",
           to_value(*options.renorm_clipping));
  }

  void build(const Shape& input) override {
    const int axis = normalize_axis(options.axis, input.rank(), "layers.BatchNormalization");
    if (input[axis] == Shape::unknown)
      fail("the axis of the features must have a known length; received shape ", input);
    const Shape shape{input[axis]};
    const auto dtype = policy.variable_dtype();
    if (options.scale)
      gamma = add_weight({.shape = shape,
                          .initializer = options.gamma_initializer,
                          .regularizer = options.gamma_regularizer,
                          .constraint = options.gamma_constraint,
                          .dtype = dtype,
                          .name = "gamma"});
    if (options.center)
      beta = add_weight({.shape = shape,
                         .initializer = options.beta_initializer,
                         .regularizer = options.beta_regularizer,
                         .constraint = options.beta_constraint,
                         .dtype = dtype,
                         .name = "beta"});
    moving_mean = add_statistic("moving_mean", shape, options.moving_mean_initializer);
    moving_variance = add_statistic("moving_variance", shape, options.moving_variance_initializer);
    if (options.renorm) build_renorm(shape);
  }

  Variable add_statistic(const char* name, const Shape& shape, const Initializer& initializer) {
    return add_weight({.shape = shape,
                       .initializer = initializer,
                       .trainable = false,
                       .dtype = policy.variable_dtype(),
                       .name = name});
  }

  void build_renorm(const Shape& shape) {
    const auto root = ops::sqrt(options.moving_variance_initializer(shape));
    moving_stddev = add_statistic("moving_stddev", shape, "zeros");
    moving_stddev.assign(root);
    renorm_mean = add_statistic("renorm_mean", shape, options.moving_mean_initializer);
    renorm_stddev = add_statistic("renorm_stddev", shape, "zeros");
    renorm_stddev.assign(root);
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& inputs, CallContext& context) override {
    const auto wide = promote(inputs.dtype(), DType::float32);
    const auto x = ops::cast(inputs, wide);
    const auto read = [&](const Variable& v) {
      return v.defined() ? ops::cast(v, wide) : Tensor();
    };
    auto factor = read(gamma), offset = read(beta);
    Moments of{read(moving_mean), read(moving_variance)};
    if (context.training && trainable) {
      of = batch_moments(x, context.mask);
      if (options.renorm) {
        correct(of, factor, offset);
        update_renorm(of);
      } else {
        update(moving_mean, of.mean, options.momentum);
        update(moving_variance, of.variance, options.momentum);
      }
    }
    const auto y =
        ops::batch_normalization(x, of.mean, of.variance, options.axis,
                                 {.offset = offset, .scale = factor, .epsilon = options.epsilon});
    return ops::cast(y, policy.compute_dtype());
  }

  std::vector<int> batch_axes(int rank) const {
    std::vector<int> axes;
    for (int axis = 0; axis < rank; ++axis)
      if (axis != normalize_axis(options.axis, rank, "layers.BatchNormalization"))
        axes.push_back(axis);
    return axes;
  }

  /// Only over the samples where `mask`, which lacks the last axis, is true.
  Moments batch_moments(const Tensor& x, const Tensors& mask) const {
    const Axes axes(batch_axes(x.rank()));
    if (!mask.defined()) {
      const auto [mean, variance] = ops::moments(x, axes);
      return {mean, variance};
    }
    const Tensor given = mask;
    if (given.rank() != x.rank() - 1)
      fail(path(), ": the mask must have one axis less than the input; received shapes ",
           given.shape(), " and ", x.shape());
    const auto kept = ops::broadcast_to(ops::expand_dims(ops::cast(given, "bool"), -1), x.shape());
    const auto mean_of_kept = [&](const Tensor& values) {
      const ops::ReduceOptions over{.axis = axes, .keepdims = true};
      return ops::sum(ops::where(kept, values, 0), over) /
             (ops::sum(ops::cast(kept, x.dtype()), over) + config::epsilon());
    };
    const auto mean = mean_of_kept(x);
    const auto variance = mean_of_kept(ops::square(x - mean));
    return {ops::ravel(mean), ops::ravel(variance)};
  }

  void update(const Variable& statistic, const Tensor& now, double momentum) const {
    const auto before = ops::cast(statistic, now.dtype());
    statistic.assign(before * momentum + now * (1 - momentum));
  }

  Tensor stddev(const Moments& of) const { return ops::sqrt(of.variance + options.epsilon); }

  /// Ioffe 2017: x -> x * r + d before gamma and beta, with r and d held constant.
  void correct(const Moments& of, Tensor& factor, Tensor& offset) const {
    const auto dtype = of.mean.dtype();
    const auto scale = ops::maximum(ops::cast(renorm_stddev, dtype),
                                    ops::number(std::sqrt(options.epsilon), dtype));
    auto r = stddev(of) / scale;
    auto d = (of.mean - ops::cast(renorm_mean, dtype)) / scale;
    const auto& [rmax, rmin, dmax] = *options.renorm_clipping;
    if (rmin) r = ops::maximum(r, *rmin);
    if (rmax) r = ops::minimum(r, *rmax);
    if (dmax) d = ops::clip(d, -*dmax, *dmax);
    r = ops::stop_gradient(r);
    d = ops::stop_gradient(d);
    if (factor.defined()) d = d * factor;
    factor = factor.defined() ? r * factor : r;
    offset = offset.defined() ? d + offset : d;
  }

  void update_renorm(const Moments& of) const {
    const auto deviation = stddev(of);
    update(renorm_mean, of.mean, options.renorm_momentum);
    update(renorm_stddev, deviation, options.renorm_momentum);
    update(moving_mean, of.mean, options.momentum);
    update(moving_stddev, deviation, options.momentum);
    // Rounding could make it negative.
    moving_variance.assign(ops::relu(ops::square(moving_stddev) - options.epsilon));
  }
};

}  // namespace

Value to_value(const RenormClipping& clipping) {
  Object config;
  for (const auto& [key, value] : to_config(clipping))
    if (!value.is_null()) config[key] = value;
  return config;
}

void from_value(const Value& value, RenormClipping& clipping) {
  clipping = options_from<RenormClipping>(value.as_object());
}

BatchNormalization::BatchNormalization(BatchNormalizationOptions options)
    : Layer(std::make_shared<BatchNormalizationImpl>(std::move(options))) {}
Variable BatchNormalization::gamma() const { return as<BatchNormalizationImpl>().gamma; }
Variable BatchNormalization::beta() const { return as<BatchNormalizationImpl>().beta; }
Variable BatchNormalization::moving_mean() const {
  return as<BatchNormalizationImpl>().moving_mean;
}
Variable BatchNormalization::moving_variance() const {
  return as<BatchNormalizationImpl>().moving_variance;
}

const Registered<Layer> registered_batch_normalization =
    registered<Layer, BatchNormalization, BatchNormalizationOptions>("keras.layers",
                                                                     "BatchNormalization");

}  // namespace keras::layers
