#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AlphaDropout`, in the order of keras.layers.AlphaDropout.
struct AlphaDropoutOptions {
  double rate = 0;  ///< The share of elements that are dropped, in [0, 1]. Required.
  std::optional<Shape> noise_shape =
      {};  ///< What is dropped together; None takes the input's length.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, sets elements to the least value of SELU with probability `rate`, and restores the
/// mean and the variance that the inputs had; any shape, which it keeps.
///
///     auto y = AlphaDropout(0.1)(x);
///
/// Klambauer et al. 2017; https://keras.io/api/layers/regularization_layers/alpha_dropout
class AlphaDropout : public Layer {
 public:
  explicit AlphaDropout(double rate, AlphaDropoutOptions options = {});
  explicit AlphaDropout(AlphaDropoutOptions options);
};

extern const Registered<Layer> registered_alpha_dropout;
[[gnu::used]] inline const auto* const linked_alpha_dropout = &registered_alpha_dropout;

}  // namespace keras::layers
