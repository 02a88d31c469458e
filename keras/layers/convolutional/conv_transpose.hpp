#pragma once
#include "keras/activations/activation.hpp"
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Conv1DTranspose`, `Conv2DTranspose` and `Conv3DTranspose`, in Keras's order.
struct ConvTransposeOptions {
  int filters = 0;        ///< Channels of the output. Required.
  Sizes kernel_size = 0;  ///< Lengths of the window. Required.
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<Sizes> output_padding = {};     ///< What the output is longer than it must be.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;                  ///< Distance between neighbouring places of the window.
  activations::Activation activation = {};  ///< Applied to the output; none by default.
  bool use_bias = true;                     ///< Whether to add a number to each channel.
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(the transpose of a convolution, which makes images larger, + bias): (batch, steps,
/// channels) -> (batch, steps', filters).
///
///     auto y = Conv1DTranspose(32, 3, {.strides = 2, .padding = "same"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution1d_transpose
class Conv1DTranspose : public Layer {
 public:
  Conv1DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options = {});
  explicit Conv1DTranspose(ConvTransposeOptions options);
  Variable kernel() const;
  Variable bias() const;
};

/// activation(the transpose of a convolution, which makes images larger, + bias): (batch, height,
/// width, channels) -> (batch, height', width', filters).
///
///     auto y = Conv2DTranspose(32, 3, {.strides = 2, .padding = "same"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution2d_transpose
class Conv2DTranspose : public Layer {
 public:
  Conv2DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options = {});
  explicit Conv2DTranspose(ConvTransposeOptions options);
  Variable kernel() const;
  Variable bias() const;
};

/// activation(the transpose of a convolution, which makes images larger, + bias): (batch, depth,
/// height, width, channels) -> (batch, depth', height', width', filters).
///
///     auto y = Conv3DTranspose(32, 3, {.strides = 2, .padding = "same"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution3d_transpose
class Conv3DTranspose : public Layer {
 public:
  Conv3DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options = {});
  explicit Conv3DTranspose(ConvTransposeOptions options);
  Variable kernel() const;
  Variable bias() const;
};

extern const Registered<Layer> registered_conv1d_transpose;
[[gnu::used]] inline const auto* const linked_conv1d_transpose = &registered_conv1d_transpose;

}  // namespace keras::layers
