#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GaussianDropout`, in the order of keras.layers.GaussianDropout.
struct GaussianDropoutOptions {
  double rate = 0;  ///< As of Dropout: the noise has variance rate / (1 - rate). Required.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, multiplies by normally distributed numbers with mean 1; any shape, which it keeps.
///
///     auto y = GaussianDropout(0.3)(x);
///
/// Srivastava et al. 2014; https://keras.io/api/layers/regularization_layers/gaussian_dropout
class GaussianDropout : public Layer {
 public:
  explicit GaussianDropout(double rate, GaussianDropoutOptions options = {});
  explicit GaussianDropout(GaussianDropoutOptions options);
};

extern const Registered<Layer> registered_gaussian_dropout;
[[gnu::used]] inline const auto* const linked_gaussian_dropout = &registered_gaussian_dropout;

}  // namespace keras::layers
