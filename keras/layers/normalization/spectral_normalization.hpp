#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `SpectralNormalization`, in the order of keras.layers.SpectralNormalization.
struct SpectralNormalizationOptions {
  Layer layer = {};          ///< A layer with a kernel, or with embeddings. Required.
  int power_iterations = 1;  ///< How exactly the norm is found in each step of training.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A layer whose kernel, in training, is divided by its spectral norm before each call.
///
///     auto y = SpectralNormalization(Conv2D(32, 3))(x);
///
/// Miyato et al. 2018; https://keras.io/api/layers/normalization_layers/spectral_normalization
class SpectralNormalization : public Layer {
 public:
  explicit SpectralNormalization(Layer layer, SpectralNormalizationOptions options = {});
  explicit SpectralNormalization(SpectralNormalizationOptions options);
};

extern const Registered<Layer> registered_spectral_normalization;
[[gnu::used]] inline const auto* const linked_spectral_normalization =
    &registered_spectral_normalization;

}  // namespace keras::layers
