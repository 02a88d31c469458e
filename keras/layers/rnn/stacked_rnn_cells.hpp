#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `StackedRNNCells`, in the order of keras.layers.StackedRNNCells.
struct StackedRNNCellsOptions {
  std::vector<Layer> cells = {};  ///< The first one sees the input. Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Several cells as one, each on the output of the one before. Its states are theirs in order.
///
///     auto y = RNN(StackedRNNCells({LSTMCell(64), GRUCell(32)}))(x);
///
/// https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell
class StackedRNNCells : public Layer {
 public:
  explicit StackedRNNCells(std::vector<Layer> cells, StackedRNNCellsOptions options = {});
  explicit StackedRNNCells(StackedRNNCellsOptions options);
};

extern const Registered<Layer> registered_stacked_rnn_cells;
[[gnu::used]] inline const auto* const linked_stacked_rnn_cells = &registered_stacked_rnn_cells;

}  // namespace keras::layers
