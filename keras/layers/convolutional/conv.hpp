#pragma once
#include "keras/activations/activation.hpp"
#include "keras/core/sizes.hpp"
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Conv1D`, `Conv2D` and `Conv3D`, in Keras's order.
struct ConvOptions {
  int filters = 0;        ///< Channels of the output. Required.
  Sizes kernel_size = 0;  ///< Lengths of the window. Required.
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid", "same" or "causal".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;                  ///< Distance between neighbouring places of the window.
  int groups = 1;                           ///< Parts of the channels that do not see each other.
  activations::Activation activation = {};  ///< Applied to the output; none by default.
  bool use_bias = true;                     ///< Whether to add a number to each channel.
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::optional<int> lora_rank = {};  ///< Of the change by which the kernel is adapted, if any.
  std::optional<double> lora_alpha = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// activation(the sum of products of a kernel with each window of the input + bias): (batch, steps,
/// channels) -> (batch, steps', filters).
///
///     auto y = Conv1D(32, 3, {.padding = "same", .activation = "relu"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution1d
class Conv1D : public Layer {
 public:
  Conv1D(int filters, Sizes kernel_size, ConvOptions options = {});
  explicit Conv1D(ConvOptions options);
  Variable kernel() const;
  Variable bias() const;
  /// Fixes the kernel and adds to it the product of two learned matrices.
  void enable_lora(int rank, LoraOptions options = {}) const;
};

/// activation(the sum of products of a kernel with each window of the input + bias): (batch,
/// height, width, channels) -> (batch, height', width', filters).
///
///     auto y = Conv2D(32, 3, {.padding = "same", .activation = "relu"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution2d
class Conv2D : public Layer {
 public:
  Conv2D(int filters, Sizes kernel_size, ConvOptions options = {});
  explicit Conv2D(ConvOptions options);
  Variable kernel() const;
  Variable bias() const;
  /// Fixes the kernel and adds to it the product of two learned matrices.
  void enable_lora(int rank, LoraOptions options = {}) const;
};

/// activation(the sum of products of a kernel with each window of the input + bias): (batch, depth,
/// height, width, channels) -> (batch, depth', height', width', filters).
///
///     auto y = Conv3D(32, 3, {.padding = "same", .activation = "relu"})(x);
///
/// https://keras.io/api/layers/convolution_layers/convolution3d
class Conv3D : public Layer {
 public:
  Conv3D(int filters, Sizes kernel_size, ConvOptions options = {});
  explicit Conv3D(ConvOptions options);
  Variable kernel() const;
  Variable bias() const;
  /// Fixes the kernel and adds to it the product of two learned matrices.
  void enable_lora(int rank, LoraOptions options = {}) const;
};

extern const Registered<Layer> registered_conv1d;
[[gnu::used]] inline const auto* const linked_conv1d = &registered_conv1d;

}  // namespace keras::layers
