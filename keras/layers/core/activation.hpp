#pragma once
#include "keras/activations/activation.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Activation`, in the order of keras.layers.Activation.
struct ActivationOptions {
  activations::Activation activation = {};  ///< Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A function applied to each element (or row, for softmax).
///
///     auto y = Activation("relu")(x);
///
/// https://keras.io/api/layers/core_layers/activation
class Activation : public Layer {
 public:
  explicit Activation(activations::Activation activation, ActivationOptions options = {});
  explicit Activation(ActivationOptions options);
};

extern const Registered<Layer> registered_activation;
[[gnu::used]] inline const auto* const linked_activation = &registered_activation;

}  // namespace keras::layers
