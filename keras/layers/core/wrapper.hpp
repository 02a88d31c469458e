#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Wrapper`, in the order of keras.layers.Wrapper.
struct WrapperOptions {
  Layer layer = {};  ///< Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Holds another layer, whose weights are its own; what it does with it is left open, so that a
/// call is an error. An own struct with a `Layer` among its fields is a wrapper that can be called.
///
/// https://keras.io/api/layers/core_layers/wrapper
class Wrapper : public Layer {
 public:
  explicit Wrapper(Layer layer, WrapperOptions options = {});
  explicit Wrapper(WrapperOptions options);
};

extern const Registered<Layer> registered_wrapper;
[[gnu::used]] inline const auto* const linked_wrapper = &registered_wrapper;

}  // namespace keras::layers
