#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GaussianNoise`, in the order of keras.layers.GaussianNoise.
struct GaussianNoiseOptions {
  double stddev = 0;  ///< Of the noise, in [0, 1]. Required.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, adds normally distributed numbers; any shape, which it keeps.
///
///     auto y = GaussianNoise(0.1)(x);
///
/// https://keras.io/api/layers/regularization_layers/gaussian_noise
class GaussianNoise : public Layer {
 public:
  explicit GaussianNoise(double stddev, GaussianNoiseOptions options = {});
  explicit GaussianNoise(GaussianNoiseOptions options);
};

extern const Registered<Layer> registered_gaussian_noise;
[[gnu::used]] inline const auto* const linked_gaussian_noise = &registered_gaussian_noise;

}  // namespace keras::layers
