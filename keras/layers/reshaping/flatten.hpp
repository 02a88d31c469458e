#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Flatten`, in the order of keras.layers.Flatten.
struct FlattenOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// All axes but the first as one: (batch, a, b, ...) -> (batch, a * b * ...).
///
///     auto rows = Flatten()(images);
///
/// https://keras.io/api/layers/reshaping_layers/flatten
class Flatten : public Layer {
 public:
  Flatten(FlattenOptions options = {});
};

extern const Registered<Layer> registered_flatten;
[[gnu::used]] inline const auto* const linked_flatten = &registered_flatten;

}  // namespace keras::layers
