#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `PReLU`, in the order of keras.layers.PReLU.
struct PReLUOptions {
  Initializer alpha_initializer = "zeros";
  Regularizer alpha_regularizer = {};
  Constraint alpha_constraint = {};
  Axes shared_axes = {};  ///< Along these, counted with the batch as 0, all places share a slope.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x where x > 0, alpha * x elsewhere, with a learned alpha for each place; any shape, which it
/// keeps.
///
///     auto y = PReLU({.shared_axes = {1, 2}})(images);
///
/// He et al. 2015; https://keras.io/api/layers/activation_layers/prelu
class PReLU : public Layer {
 public:
  PReLU(PReLUOptions options = {});
  Variable alpha() const;
};

extern const Registered<Layer> registered_p_re_lu;
[[gnu::used]] inline const auto* const linked_p_re_lu = &registered_p_re_lu;

}  // namespace keras::layers
