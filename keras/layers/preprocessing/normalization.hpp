#pragma once
#include <concepts>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/data/inputs_of.hpp"
#include "keras/initializers/numbers.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Normalization`, in the order of keras.layers.Normalization.
struct NormalizationOptions {
  Axes axis = -1;       ///< Each place along these has its own statistics; None: one for all.
  Numbers mean = None;  ///< In place of `adapt`, together with the variance.
  Numbers variance = None;
  bool invert = false;  ///< Undo: normalized values to original ones.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// (x - mean) / sqrt(variance), with statistics of the data; any shape, which it keeps.
///
///     Normalization normalize;
///     normalize.adapt(x_train);
///
/// https://keras.io/api/layers/preprocessing_layers/numerical/normalization
class Normalization : public Layer {
 public:
  Normalization(NormalizationOptions options = {});
  /// Takes the statistics of `data` in place of what was known before.
  void adapt(const Tensor& data) const;
  /// The same for data in batches.
  void adapt(const std::vector<Tensor>& batches) const;
  template <std::same_as<Dataset> D>
  void adapt(const D& batches) const {
    adapt(pipeline::inputs_of(batches));
  }
};

extern const Registered<Layer> registered_normalization;
[[gnu::used]] inline const auto* const linked_normalization = &registered_normalization;

}  // namespace keras::layers
