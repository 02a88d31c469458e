#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Identity`, in the order of keras.layers.Identity.
struct IdentityOptions {
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The input itself.
///
///     auto y = Identity()(x);
///
/// https://keras.io/api/layers/core_layers/identity
class Identity : public Layer {
 public:
  Identity(IdentityOptions options = {});
};

extern const Registered<Layer> registered_identity;
[[gnu::used]] inline const auto* const linked_identity = &registered_identity;

}  // namespace keras::layers
