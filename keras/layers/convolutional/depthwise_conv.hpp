#pragma once
#include "keras/activations/activation.hpp"
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `DepthwiseConv1D` and `DepthwiseConv2D`, in Keras's order.
struct DepthwiseConvOptions {
  Sizes kernel_size = 0;  ///< Lengths of the window. Required.
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  int depth_multiplier = 1;                     ///< Outputs of each channel.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;                  ///< Distance between neighbouring places of the window.
  activations::Activation activation = {};  ///< Applied to the output; none by default.
  bool use_bias = true;                     ///< Whether to add a number to each channel.
  Initializer depthwise_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer depthwise_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint depthwise_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(a convolution of each channel by itself + bias): (batch, steps, channels) -> (batch,
/// steps', channels * depth_multiplier).
///
///     auto y = DepthwiseConv1D(3, {.depth_multiplier = 2})(x);
///
/// https://keras.io/api/layers/convolution_layers/depthwise_convolution1d
class DepthwiseConv1D : public Layer {
 public:
  explicit DepthwiseConv1D(Sizes kernel_size, DepthwiseConvOptions options = {});
  explicit DepthwiseConv1D(DepthwiseConvOptions options);
  Variable kernel() const;
  Variable bias() const;
};

/// activation(a convolution of each channel by itself + bias): (batch, height, width, channels) ->
/// (batch, height', width', channels * depth_multiplier).
///
///     auto y = DepthwiseConv2D(3, {.depth_multiplier = 2})(x);
///
/// https://keras.io/api/layers/convolution_layers/depthwise_convolution2d
class DepthwiseConv2D : public Layer {
 public:
  explicit DepthwiseConv2D(Sizes kernel_size, DepthwiseConvOptions options = {});
  explicit DepthwiseConv2D(DepthwiseConvOptions options);
  Variable kernel() const;
  Variable bias() const;
};

extern const Registered<Layer> registered_depthwise_conv1d;
[[gnu::used]] inline const auto* const linked_depthwise_conv1d = &registered_depthwise_conv1d;

}  // namespace keras::layers
