#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `TimeDistributed`, in the order of keras.layers.TimeDistributed.
struct TimeDistributedOptions {
  Layer layer = {};  ///< What is applied to each step. Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Applies a layer to each step of x: (batch, steps, ...) -> (batch, steps, ...).
///
///     auto features = TimeDistributed(Conv2D(16, 3))(video);
///
/// https://keras.io/api/layers/recurrent_layers/time_distributed
class TimeDistributed : public Layer {
 public:
  explicit TimeDistributed(Layer layer, TimeDistributedOptions options = {});
  explicit TimeDistributed(TimeDistributedOptions options);
};

extern const Registered<Layer> registered_time_distributed;
[[gnu::used]] inline const auto* const linked_time_distributed = &registered_time_distributed;

}  // namespace keras::layers
