#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `SimpleRNNCell`, in the order of keras.layers.SimpleRNNCell.
struct SimpleRNNCellOptions {
  int units = 0;  ///< Length of the output. Required.
  activations::Activation activation = "tanh";
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
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

/// One step of a plain recurrent network: activation(x · kernel + h · recurrent_kernel + bias).
///
///     auto y = RNN(SimpleRNNCell(32))(x);
///
/// https://keras.io/api/layers/recurrent_layers/simple_rnn_cell
class SimpleRNNCell : public Layer {
 public:
  explicit SimpleRNNCell(int units, SimpleRNNCellOptions options = {});
  explicit SimpleRNNCell(SimpleRNNCellOptions options);
};

extern const Registered<Layer> registered_simple_rnn_cell;
[[gnu::used]] inline const auto* const linked_simple_rnn_cell = &registered_simple_rnn_cell;

/// Arguments of `SimpleRNN`, in the order of keras.layers.SimpleRNN.
struct SimpleRNNOptions {
  int units = 0;  ///< Length of the output. Required.
  activations::Activation activation = "tanh";
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer recurrent_initializer = "orthogonal";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer recurrent_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint recurrent_constraint = {};
  Constraint bias_constraint = {};
  double dropout = 0;             ///< Share of the inputs that is dropped in training.
  double recurrent_dropout = 0;   ///< Share of the states that is dropped in training.
  bool return_sequences = false;  ///< All outputs, and not the last one.
  bool return_state = false;      ///< The states after the last step as further outputs.
  bool go_backwards = false;      ///< From the last step to the first, outputs in that order.
  bool stateful = false;          ///< Each batch starts from the states of the one before.
  bool unroll = false;            ///< As Keras: before its first step that counts, outputs are 0.
  std::optional<std::int64_t> seed = {};
  bool zero_output_for_mask = false;  ///< Outputs of steps that do not count are 0.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A plain recurrent network over the steps of x: (batch, steps, features) -> (batch, units).
///
///     auto y = SimpleRNN(32, {.return_sequences = true})(x);
///
/// https://keras.io/api/layers/recurrent_layers/simple_rnn
class SimpleRNN : public Layer {
 public:
  explicit SimpleRNN(int units, SimpleRNNOptions options = {});
  explicit SimpleRNN(SimpleRNNOptions options);
  static Layer from_config(const Object& config);
};

}  // namespace keras::layers
