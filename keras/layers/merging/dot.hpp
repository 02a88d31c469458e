#pragma once
#include "keras/core/axes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Dot`, in the order of keras.layers.Dot.
struct DotOptions {
  Axes axes = {};          ///< The axis that is summed over, of both inputs or of each. Required.
  bool normalize = false;  ///< Divide both by their lengths first: the cosine of the angle.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The products of two inputs summed over one axis, sample by sample:
/// (batch, ..., n, ...), (batch, ..., n, ...) -> (batch, other axes of the first, of the second),
/// or (batch, 1) when none are left.
///
///     auto scores = Dot(-1)({queries, keys});
///
/// https://keras.io/api/layers/merging_layers/dot
class Dot : public Layer {
 public:
  explicit Dot(int axes, DotOptions options = {});
  explicit Dot(DotOptions options);
};
/// The same as a function.
Tensor dot(const Tensors& inputs, Axes axes = -1, DotOptions options = {});

extern const Registered<Layer> registered_dot;
[[gnu::used]] inline const auto* const linked_dot = &registered_dot;

}  // namespace keras::layers
