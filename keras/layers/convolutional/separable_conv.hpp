#pragma once
#include "keras/activations/activation.hpp"
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `SeparableConv1D` and `SeparableConv2D`, in Keras's order.
struct SeparableConvOptions {
  int filters = 0;        ///< Channels of the output. Required.
  Sizes kernel_size = 0;  ///< Lengths of the window. Required.
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;   ///< Distance between neighbouring places of the window.
  int depth_multiplier = 1;  ///< Outputs of each channel before the channels are mixed.
  activations::Activation activation = {};  ///< Applied to the output; none by default.
  bool use_bias = true;                     ///< Whether to add a number to each channel.
  Initializer depthwise_initializer = "glorot_uniform";
  Initializer pointwise_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer depthwise_regularizer = {};
  Regularizer pointwise_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint depthwise_constraint = {};
  Constraint pointwise_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(a convolution of each channel by itself, then of the channels of each pixel, + bias):
/// (batch, steps, channels) -> (batch, steps', filters).
///
///     auto y = SeparableConv1D(32, 3)(x);
///
/// https://keras.io/api/layers/convolution_layers/separable_convolution1d
class SeparableConv1D : public Layer {
 public:
  SeparableConv1D(int filters, Sizes kernel_size, SeparableConvOptions options = {});
  explicit SeparableConv1D(SeparableConvOptions options);
  Variable depthwise_kernel() const;
  Variable pointwise_kernel() const;
  Variable bias() const;
};

/// activation(a convolution of each channel by itself, then of the channels of each pixel, + bias):
/// (batch, height, width, channels) -> (batch, height', width', filters).
///
///     auto y = SeparableConv2D(32, 3)(x);
///
/// https://keras.io/api/layers/convolution_layers/separable_convolution2d
class SeparableConv2D : public Layer {
 public:
  SeparableConv2D(int filters, Sizes kernel_size, SeparableConvOptions options = {});
  explicit SeparableConv2D(SeparableConvOptions options);
  Variable depthwise_kernel() const;
  Variable pointwise_kernel() const;
  Variable bias() const;
};

extern const Registered<Layer> registered_separable_conv1d;
[[gnu::used]] inline const auto* const linked_separable_conv1d = &registered_separable_conv1d;

}  // namespace keras::layers
