#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Permute`, in the order of keras.layers.Permute.
struct PermuteOptions {
  std::vector<int> dims = {};  ///< The new order of the axes, counted from 1. Required.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The axes but the first in another order: for {2, 1}, (batch, a, b) -> (batch, b, a).
///
///     auto y = Permute({2, 1})(x);
///
/// https://keras.io/api/layers/reshaping_layers/permute
class Permute : public Layer {
 public:
  explicit Permute(std::vector<int> dims, PermuteOptions options = {});
  explicit Permute(PermuteOptions options);
};

extern const Registered<Layer> registered_permute;
[[gnu::used]] inline const auto* const linked_permute = &registered_permute;

}  // namespace keras::layers
