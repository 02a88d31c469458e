// keras.models.clone_model
#pragma once
#include <functional>

#include "keras/models/model.hpp"

namespace keras::models {

/// Arguments of `clone_model`, in the order of keras.models.clone_model.
struct CloneOptions {
  Tensors input_tensors = {};  ///< Where the clone starts from; by default inputs like the model's.
  /// The layer to use in place of one of the model's; by default one of the same class and config
  /// with fresh weights.
  std::function<Layer(const Layer& layer)> clone_function = {};
  /// How the clone calls a layer; only for models that are no Sequential.
  std::function<Tensors(const Layer& layer, const Tensors& inputs, const CallOptions& options)>
      call_function = {};
  bool recursive = false;  ///< Whether models inside of the model are cloned in the same way.
};

/// The same layers with fresh weights. A layer that the model uses twice is cloned once.
///
///     const auto copy = models::clone_model(model);
///     copy.set_weights(model.get_weights());
///
/// An own model can only be cloned without options. https://keras.io/api/models/model/
Model clone_model(const Model& model, CloneOptions options = {});

}  // namespace keras::models
