#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Reshape`, in the order of keras.layers.Reshape.
struct ReshapeOptions {
  /// Without the batch axis; one length may be -1: what is left. Required.
  std::vector<std::int64_t> target_shape = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The same elements in another shape: (batch, ...) -> (batch, *target_shape).
///
///     auto images = Reshape({28, 28, -1})(rows);
///
/// https://keras.io/api/layers/reshaping_layers/reshape
class Reshape : public Layer {
 public:
  explicit Reshape(std::vector<std::int64_t> target_shape, ReshapeOptions options = {});
  explicit Reshape(ReshapeOptions options);
};

extern const Registered<Layer> registered_reshape;
[[gnu::used]] inline const auto* const linked_reshape = &registered_reshape;

}  // namespace keras::layers
