#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `StochasticDepth`, in the order of the layer in keras.applications.convnext.
struct StochasticDepthOptions {
  double drop_path_rate = 0;  ///< The share of samples that become 0, in [0, 1). Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, whole samples become 0 and the others grow to make up for them (Huang et al. 2016),
/// as in the ConvNeXt models: (batch, ...), which it keeps.
///
///     auto y = x + StochasticDepth(0.1)(branch);
///
/// https://keras.io/api/applications/convnext
class StochasticDepth : public Layer {
 public:
  explicit StochasticDepth(double drop_path_rate, StochasticDepthOptions options = {});
  explicit StochasticDepth(StochasticDepthOptions options);
};

extern const Registered<Layer> registered_stochastic_depth;
[[gnu::used]] inline const auto* const linked_stochastic_depth = &registered_stochastic_depth;

}  // namespace keras::layers
