#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `InputLayer`, in the order of keras.layers.InputLayer.
struct InputLayerOptions {
  std::optional<Shape> shape = {};  ///< Without the batch axis.
  std::optional<std::int64_t> batch_size = {};
  std::optional<DType> dtype = {};
  bool sparse = false;
  bool ragged = false;
  std::optional<Shape> batch_shape =
      {};  ///< With the batch axis; in place of shape and batch_size.
  bool optional = false;
  std::string name = {};
};

/// Where a model is given its data; `Input` makes one and returns its tensor.
class InputLayer : public Layer {
 public:
  explicit InputLayer(InputLayerOptions options);
  Shape batch_shape() const;
  DType input_dtype() const;
  /// The symbolic tensor.
  Tensor tensor() const;
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_input_layer;
[[gnu::used]] inline const auto* const linked_input_layer = &registered_input_layer;

}  // namespace keras::layers
