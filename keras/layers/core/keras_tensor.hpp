// keras.KerasTensor and keras.Operation
#pragma once
#include "keras/layers/core/input_layer.hpp"

namespace keras {

struct KerasTensorOptions {
  DType dtype = config::floatx();
  std::string name = {};
};
/// A symbolic tensor of `shape`, batch axis included, from which a model can start.
///
///     const auto rows = KerasTensor({None, 8});
///
/// https://keras.io/api/models/functional/
inline Tensor KerasTensor(Shape shape, KerasTensorOptions options = {}) {
  return layers::InputLayer(
             {.dtype = options.dtype, .batch_shape = std::move(shape), .name = options.name})
      .tensor();
}

/// Whatever can be called on symbolic tensors: a layer, or an own struct with `call`.
using Operation = Layer;

}  // namespace keras
