#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `RepeatVector`, in the order of keras.layers.RepeatVector.
struct RepeatVectorOptions {
  int n = 0;  ///< How often. Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Each vector n times: (batch, features) -> (batch, n, features).
///
///     auto sequence = RepeatVector(10)(x);
///
/// https://keras.io/api/layers/reshaping_layers/repeat_vector
class RepeatVector : public Layer {
 public:
  explicit RepeatVector(int n, RepeatVectorOptions options = {});
  explicit RepeatVector(RepeatVectorOptions options);
};

extern const Registered<Layer> registered_repeat_vector;
[[gnu::used]] inline const auto* const linked_repeat_vector = &registered_repeat_vector;

}  // namespace keras::layers
