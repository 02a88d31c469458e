#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Dropout`, in the order of keras.layers.Dropout.
struct DropoutOptions {
  double rate = 0;  ///< The share of elements that become 0, in [0, 1]. Required.
  std::optional<Shape> noise_shape =
      {};  ///< What is dropped together; None takes the input's length.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, sets elements to 0 with probability `rate` and divides the others by 1 - rate.
///
///     auto y = Dropout(0.5)(x);
///
/// Srivastava et al. 2014; https://keras.io/api/layers/regularization_layers/dropout
class Dropout : public Layer {
 public:
  explicit Dropout(double rate, DropoutOptions options = {});
  explicit Dropout(DropoutOptions options);
};

extern const Registered<Layer> registered_dropout;
[[gnu::used]] inline const auto* const linked_dropout = &registered_dropout;

}  // namespace keras::layers
