#pragma once
#include <concepts>
#include <vector>

#include "keras/data/inputs_of.hpp"
#include "keras/initializers/numbers.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Discretization`, in the order of keras.layers.Discretization.
struct DiscretizationOptions {
  Numbers bin_boundaries = None;     ///< These, in order, ...
  std::optional<int> num_bins = {};  ///< ... or how many bins `adapt` finds boundaries for.
  double epsilon = 0.01;             ///< How exact `adapt` is, in shares of the data.
  std::string output_mode = "int";   ///< or "one_hot", "multi_hot", "count"
  bool sparse = false;               ///< Must be false: there are no sparse tensors.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The numbers of the bins that numbers lie in, from 0.
///
///     auto bins = Discretization({.bin_boundaries = {0.0, 1.0, 2.0}})(x);
///
/// https://keras.io/api/layers/preprocessing_layers/numerical/discretization
class Discretization : public Layer {
 public:
  explicit Discretization(DiscretizationOptions options);
  /// Takes boundaries between which there are about equally many numbers of `data`.
  void adapt(const Tensor& data) const;
  /// The same for data in batches.
  void adapt(const std::vector<Tensor>& batches) const;
  template <std::same_as<Dataset> D>
  void adapt(const D& batches) const {
    adapt(pipeline::inputs_of(batches));
  }
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_discretization;
[[gnu::used]] inline const auto* const linked_discretization = &registered_discretization;

}  // namespace keras::layers
