// Internal: what the convolutional layers share.
#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/data_format.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {

/// A layer whose windows slide over `axes`-dimensional images.
template <class Options, int axes>
struct ConvLayer : LayerOf<Options> {
  using LayerOf<Options>::options;
  using LayerOf<Options>::policy;

  /// What the options say of a kernel.
  struct Weights {
    Initializer initializer;
    Regularizer regularizer;
    Constraint constraint;
  };

  ConvLayer(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    const auto resolve = [&](Sizes& sizes, const char* argument) {
      sizes = sizes.resolved(axes, text("layers.", name, ": ", argument).c_str());
    };
    resolve(options.kernel_size, "kernel_size");
    resolve(options.strides, "strides");
    resolve(options.dilation_rate, "dilation_rate");
    std::vector<std::string> paddings = {"valid", "same"};
    if (axes == 1 && requires { options.groups; }) paddings.push_back("causal");
    options.padding = checked_padding(options.padding, name, paddings);
    options.data_format = checked_data_format(options.data_format, name);
    this->activity_regularizer = options.activity_regularizer;
  }

  void expect_positive(const char* argument, int number) const {
    if (number <= 0)
      fail("layers.", this->class_name, ": ", argument, " must be positive; received ", argument,
           "=", number);
  }

  /// Windows either jump or have gaps.
  void expect_one_spread() const {
    bool jumps = false, gaps = false;
    for (int i = 0; i < axes; ++i)
      jumps = jumps || options.strides[i] > 1, gaps = gaps || options.dilation_rate[i] > 1;
    if (jumps && gaps)
      fail("layers.", this->class_name, ": strides and dilation_rate may not both be greater ",
           "than 1; received strides=", to_value(options.strides),
           " dilation_rate=", to_value(options.dilation_rate));
  }

  bool channels_first() const { return options.data_format == "channels_first"; }

  std::int64_t channels(const Shape& input) const {
    if (input.rank() != axes + 2)
      fail("the input must have ", axes + 2, " axes; received shape ", input);
    const auto channels = input[channels_first() ? 1 : -1];
    if (channels == Shape::unknown)
      fail("the channels of the input must be known; received shape ", input);
    return channels;
  }

  Variable add_kernel(const char* name, const Shape& ends, Weights weights) {
    Shape shape;
    for (int i = 0; i < axes; ++i) shape.push_back(options.kernel_size[i]);
    return add(name, shape + ends, std::move(weights));
  }
  /// A kernel of one pixel.
  Variable add_pixel_kernel(const char* name, const Shape& ends, Weights weights) {
    const Shape one(std::vector<std::int64_t>(axes, 1));
    return add(name, one + ends, std::move(weights));
  }
  /// None if there is no bias.
  Variable add_bias(std::int64_t channels) {
    if (!options.use_bias) return {};
    return add("bias", {channels},
               {options.bias_initializer, options.bias_regularizer, options.bias_constraint});
  }

  Tensor cast(const Variable& weight) const { return ops::cast(weight, policy.compute_dtype()); }

  void check_input(const Tensor& x) const { expect_images(this->path(), axes, x.shape()); }

  /// `x` as it is, or with zeros before its first step so that no output sees a later one.
  Tensor padded(const Tensor& x) const {
    check_input(x);
    if (options.padding != "causal") return x;
    std::vector<std::pair<int, int>> widths(axes + 2);
    widths[channels_first() ? 2 : 1].first =
        options.dilation_rate[0] * (options.kernel_size[0] - 1);
    return ops::pad(x, std::move(widths));
  }

  ops::ConvOptions arguments() const {
    return {.strides = options.strides,
            .padding = options.padding == "causal" ? "valid" : options.padding,
            .data_format = options.data_format,
            .dilation_rate = options.dilation_rate};
  }

  /// activation(y + bias)
  Tensor finished(const Tensor& y, const Variable& bias) const {
    if (!options.use_bias) return options.activation(y);
    auto added = cast(bias);
    if (channels_first()) {
      Shape shape(std::vector<std::int64_t>(axes + 1, 1));
      shape[0] = bias.shape()[0];
      added = ops::reshape(added, shape);
    }
    return options.activation(y + added);
  }

 private:
  Variable add(const char* name, Shape shape, Weights weights) {
    return this->add_weight({.shape = std::move(shape),
                             .initializer = std::move(weights.initializer),
                             .regularizer = std::move(weights.regularizer),
                             .constraint = std::move(weights.constraint),
                             .dtype = policy.variable_dtype(),
                             .name = name});
  }
};

}  // namespace keras::layers
