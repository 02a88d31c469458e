#pragma once
#include "keras/activations/activation.hpp"
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `ConvLSTM1D`, `ConvLSTM2D` and `ConvLSTM3D`, in Keras's order.
struct ConvLSTMOptions {
  int filters = 0;        ///< Channels of the output. Required.
  Sizes kernel_size = 0;  ///< Lengths of the window. Required.
  Sizes strides = 1;
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  Sizes dilation_rate = 1;  ///< Distance between neighbouring places of the window.
  activations::Activation activation = "tanh";
  activations::Activation recurrent_activation = "sigmoid";  ///< Of the gates.
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
  bool unit_forget_bias = true;  ///< The offset of the forget gate starts at 1.
  Regularizer kernel_regularizer = {};
  Regularizer recurrent_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;            ///< Share of the inputs that is dropped in training.
  double recurrent_dropout = 0;  ///< Share of the states that is dropped in training.
  std::optional<std::int64_t> seed = {};
  bool return_sequences = false;  ///< All outputs, and not the last one.
  bool return_state = false;      ///< The states after the last step as further outputs.
  bool go_backwards = false;      ///< From the last step to the first, outputs in that order.
  bool stateful = false;          ///< Each batch starts from the states of the one before.
  bool unroll = false;            ///< As Keras: before the first step that counts, outputs are 0.
  bool zero_output_for_mask = false;  ///< Outputs of steps that do not count are 0.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// LSTM whose products are convolutions: (batch, steps, length, channels) -> (batch, length,
/// filters).
///
///     auto y = ConvLSTM1D(16, 3, {.padding = "same"})(x);
///
/// Shi et al. 2015; https://keras.io/api/layers/recurrent_layers/conv_lstm1d
class ConvLSTM1D : public Layer {
 public:
  ConvLSTM1D(int filters, Sizes kernel_size, ConvLSTMOptions options = {});
  explicit ConvLSTM1D(ConvLSTMOptions options);
};

extern const Registered<Layer> registered_conv_lstm1d;
[[gnu::used]] inline const auto* const linked_conv_lstm1d = &registered_conv_lstm1d;

/// LSTM whose products are convolutions: (batch, steps, rows, columns, channels) -> (batch, rows,
/// columns, filters).
///
///     auto y = ConvLSTM2D(16, 3, {.padding = "same"})(x);
///
/// Shi et al. 2015; https://keras.io/api/layers/recurrent_layers/conv_lstm2d
class ConvLSTM2D : public Layer {
 public:
  ConvLSTM2D(int filters, Sizes kernel_size, ConvLSTMOptions options = {});
  explicit ConvLSTM2D(ConvLSTMOptions options);
};

/// LSTM whose products are convolutions: (batch, steps, three axes, channels) -> (batch, three
/// axes, filters).
///
///     auto y = ConvLSTM3D(16, 3, {.padding = "same"})(x);
///
/// Shi et al. 2015; https://keras.io/api/layers/recurrent_layers/conv_lstm3d
class ConvLSTM3D : public Layer {
 public:
  ConvLSTM3D(int filters, Sizes kernel_size, ConvLSTMOptions options = {});
  explicit ConvLSTM3D(ConvLSTMOptions options);
};

}  // namespace keras::layers
