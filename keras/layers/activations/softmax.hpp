#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Softmax`, in the order of keras.layers.Softmax.
struct SoftmaxOptions {
  Axes axis = -1;  ///< One axis, or several that are normalized together.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// exp(x) / sum(exp(x)) along `axis`; any shape, which it keeps. Elements where a mask is false
/// take no part and become 0.
///
///     auto probabilities = Softmax()(logits);
///
/// https://keras.io/api/layers/activation_layers/softmax
class Softmax : public Layer {
 public:
  Softmax(SoftmaxOptions options = {});
};

extern const Registered<Layer> registered_softmax;
[[gnu::used]] inline const auto* const linked_softmax = &registered_softmax;

}  // namespace keras::layers
