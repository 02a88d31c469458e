#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Concatenate`, in the order of keras.layers.Concatenate.
struct ConcatenateOptions {
  int axis = -1;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The inputs one after the other along `axis`: (batch, a), (batch, b) -> (batch, a + b).
///
///     auto y = Concatenate()({a, b});
///
/// https://keras.io/api/layers/merging_layers/concatenate
class Concatenate : public Layer {
 public:
  Concatenate(ConcatenateOptions options = {});
};
/// The same as a function.
Tensor concatenate(const Tensors& inputs, ConcatenateOptions options = {});

extern const Registered<Layer> registered_concatenate;
[[gnu::used]] inline const auto* const linked_concatenate = &registered_concatenate;

}  // namespace keras::layers
