#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Bidirectional`, in the order of keras.layers.Bidirectional.
struct BidirectionalOptions {
  Layer layer = {};  ///< A recurrent layer, of which a copy is used.
  std::optional<std::string> merge_mode = "concat";  ///< Or "sum", "mul", "ave", or None: both.
  Layer backward_layer = {};  ///< By default a copy of `layer` that goes backwards.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A recurrent layer from the first step to the last, and another one back, their outputs merged.
///
///     auto y = Bidirectional(LSTM(32, {.return_sequences = true}))(x);
///
/// https://keras.io/api/layers/recurrent_layers/bidirectional
class Bidirectional : public Layer {
 public:
  explicit Bidirectional(Layer layer, BidirectionalOptions options = {});
  explicit Bidirectional(BidirectionalOptions options);
  Layer forward_layer() const;
  Layer backward_layer() const;
};

extern const Registered<Layer> registered_bidirectional;
[[gnu::used]] inline const auto* const linked_bidirectional = &registered_bidirectional;

}  // namespace keras::layers
