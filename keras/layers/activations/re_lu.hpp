#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `ReLU`, in the order of keras.layers.ReLU.
struct ReLUOptions {
  std::optional<double> max_value = {};  ///< The largest output; unlimited by default.
  double negative_slope = 0;             ///< The slope below the threshold.
  double threshold = 0;                  ///< Inputs up to it count as negative.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// max(x, 0), with an optional limit, slope and threshold; any shape, which it keeps.
///
///     auto y = ReLU({.max_value = 6})(x);
///
/// https://keras.io/api/layers/activation_layers/relu
class ReLU : public Layer {
 public:
  ReLU(ReLUOptions options = {});
};

extern const Registered<Layer> registered_re_lu;
[[gnu::used]] inline const auto* const linked_re_lu = &registered_re_lu;

}  // namespace keras::layers
