#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `ELU`, in the order of keras.layers.ELU.
struct ELUOptions {
  double alpha = 1.0;  ///< The output tends to -alpha for small inputs.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x where x > 0, alpha * (exp(x) - 1) elsewhere; any shape, which it keeps.
///
///     auto y = ELU()(x);
///
/// Clevert et al. 2015; https://keras.io/api/layers/activation_layers/elu
class ELU : public Layer {
 public:
  ELU(ELUOptions options = {});
  explicit ELU(double alpha, ELUOptions options = {});
};

extern const Registered<Layer> registered_elu;
[[gnu::used]] inline const auto* const linked_elu = &registered_elu;

}  // namespace keras::layers
