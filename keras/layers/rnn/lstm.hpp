#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `LSTMCell`, in the order of keras.layers.LSTMCell.
struct LSTMCellOptions {
  int units = 0;  ///< Length of the output. Required.
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
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;            ///< Share of the inputs that is dropped in training.
  double recurrent_dropout = 0;  ///< Share of the states that is dropped in training.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// One step of long short-term memory: states h and c, gates in the order i, f, c, o.
///
///     auto y = RNN(LSTMCell(32))(x);
///
/// Hochreiter and Schmidhuber 1997; https://keras.io/api/layers/recurrent_layers/lstm_cell
class LSTMCell : public Layer {
 public:
  explicit LSTMCell(int units, LSTMCellOptions options = {});
  explicit LSTMCell(LSTMCellOptions options);
};

extern const Registered<Layer> registered_lstm_cell;
[[gnu::used]] inline const auto* const linked_lstm_cell = &registered_lstm_cell;

/// Arguments of `LSTM`, in the order of keras.layers.LSTM.
struct LSTMOptions {
  int units = 0;  ///< Length of the output. Required.
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
  bool unroll = false;            ///< As Keras: before its first step that counts, outputs are 0.
  bool zero_output_for_mask = false;  ///< Outputs of steps that do not count are 0.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Long short-term memory over the steps of x: (batch, steps, features) -> (batch, units).
///
///     const auto [y, h, c] = LSTM(32, {.return_state = true}).call<3>(x, {.initial_state = {h0,
///     c0}});
///
/// Hochreiter and Schmidhuber 1997; https://keras.io/api/layers/recurrent_layers/lstm
class LSTM : public Layer {
 public:
  explicit LSTM(int units, LSTMOptions options = {});
  explicit LSTM(LSTMOptions options);
  static Layer from_config(const Object& config);
};

}  // namespace keras::layers
