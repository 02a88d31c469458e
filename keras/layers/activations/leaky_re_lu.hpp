#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `LeakyReLU`, in the order of keras.layers.LeakyReLU.
struct LeakyReLUOptions {
  double negative_slope = 0.3;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x where x > 0, negative_slope * x elsewhere; any shape, which it keeps.
///
///     auto y = LeakyReLU({.negative_slope = 0.1})(x);
///
/// https://keras.io/api/layers/activation_layers/leaky_relu
class LeakyReLU : public Layer {
 public:
  LeakyReLU(LeakyReLUOptions options = {});
  explicit LeakyReLU(double negative_slope, LeakyReLUOptions options = {});
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_leaky_re_lu;
[[gnu::used]] inline const auto* const linked_leaky_re_lu = &registered_leaky_re_lu;

}  // namespace keras::layers
