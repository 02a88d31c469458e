#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GRUCell`, in the order of keras.layers.GRUCell.
struct GRUCellOptions {
  int units = 0;  ///< Length of the output. Required.
  activations::Activation activation = "tanh";
  activations::Activation recurrent_activation = "sigmoid";  ///< Of the gates.
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
  bool reset_after = true;       ///< The reset gate acts on the product with the state.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// One step of a gated recurrent unit: h = z h + (1 - z) activation(...), gates in the order z, r,
/// h.
///
///     auto y = RNN(GRUCell(32))(x);
///
/// Cho et al. 2014; https://keras.io/api/layers/recurrent_layers/gru_cell
class GRUCell : public Layer {
 public:
  explicit GRUCell(int units, GRUCellOptions options = {});
  explicit GRUCell(GRUCellOptions options);
};

extern const Registered<Layer> registered_gru_cell;
[[gnu::used]] inline const auto* const linked_gru_cell = &registered_gru_cell;

/// Arguments of `GRU`, in the order of keras.layers.GRU.
struct GRUOptions {
  int units = 0;  ///< Length of the output. Required.
  activations::Activation activation = "tanh";
  activations::Activation recurrent_activation = "sigmoid";  ///< Of the gates.
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
  double dropout = 0;            ///< Share of the inputs that is dropped in training.
  double recurrent_dropout = 0;  ///< Share of the states that is dropped in training.
  std::optional<std::int64_t> seed = {};
  bool return_sequences = false;  ///< All outputs, and not the last one.
  bool return_state = false;      ///< The states after the last step as further outputs.
  bool go_backwards = false;      ///< From the last step to the first, outputs in that order.
  bool stateful = false;          ///< Each batch starts from the states of the one before.
  bool unroll = false;            ///< As Keras: before its first step that counts, outputs are 0.
  bool reset_after = true;        ///< The reset gate acts on the product with the state.
  bool zero_output_for_mask = false;  ///< Outputs of steps that do not count are 0.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Gated recurrent units over the steps of x: (batch, steps, features) -> (batch, units).
///
///     const auto [y, h] = GRU(32, {.return_state = true}).call<2>(x);
///
/// Cho et al. 2014; https://keras.io/api/layers/recurrent_layers/gru
class GRU : public Layer {
 public:
  explicit GRU(int units, GRUOptions options = {});
  explicit GRU(GRUOptions options);
  static Layer from_config(const Object& config);
};

}  // namespace keras::layers
