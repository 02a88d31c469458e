#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `RNN`, in the order of keras.layers.RNN.
struct RNNOptions {
  Layer cell = {};                ///< What is repeated: an LSTMCell, ... Required.
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

/// Repeats a cell over the steps of x: (batch, steps, features) -> (batch, units).
///
///     auto y = RNN({LSTMCell(64), LSTMCell(32)}, {.return_sequences = true})(x);
///
/// https://keras.io/api/layers/recurrent_layers/rnn
class RNN : public Layer {
 public:
  explicit RNN(Layer cell, RNNOptions options = {});
  /// Of several cells, each on the output of the one before.
  explicit RNN(std::vector<Layer> cells, RNNOptions options = {});
  explicit RNN(RNNOptions options);
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_rnn;
[[gnu::used]] inline const auto* const linked_rnn = &registered_rnn;

}  // namespace keras::layers
