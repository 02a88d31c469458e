#pragma once
#include <vector>

#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Pipeline`, in the order of keras.layers.Pipeline.
struct PipelineOptions {
  std::vector<Layer> layers = {};  ///< What is applied, in order. Required.
  std::string name = {};
  DTypePolicy dtype = {};  ///< Not saved, as Keras does.
  bool trainable = true;
};

/// Layers one after the other, in training unless somebody says otherwise: for preprocessing.
///
///     const Pipeline augment({RandomFlip(), RandomRotation(0.1)});
///     const auto y = augment(images);
///
/// https://keras.io/api/layers/preprocessing_layers
class Pipeline : public Layer {
 public:
  explicit Pipeline(std::vector<Layer> layers, PipelineOptions options = {});
  explicit Pipeline(PipelineOptions options);
};

extern const Registered<Layer> registered_pipeline;
[[gnu::used]] inline const auto* const linked_pipeline = &registered_pipeline;

}  // namespace keras::layers
