#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `HashedCrossing`, in the order of keras.layers.HashedCrossing.
struct HashedCrossingOptions {
  int num_bins = 0;                 ///< How many bins there are. Required.
  std::string output_mode = "int";  ///< or "one_hot"
  bool sparse = false;              ///< Must be false: there are no sparse tensors.
  std::string name = {};
  std::optional<DTypePolicy> dtype = {};  ///< Of the output: int64 for "int" (which is int32 here),
                                          ///< else float32.
};

/// The bins of the combinations of two features or more, strings or whole numbers, by their hashes:
/// shapes (), (batch) or (batch, 1), which "int" keeps; "one_hot" puts `num_bins` in place of an
/// axis of 1 or behind the others.
///
///     auto crossed = HashedCrossing(5)({cities, days});
///
/// https://keras.io/api/layers/preprocessing_layers/categorical/hashed_crossing
class HashedCrossing : public Layer {
 public:
  explicit HashedCrossing(int num_bins, HashedCrossingOptions options = {});
  explicit HashedCrossing(HashedCrossingOptions options);
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_hashed_crossing;
[[gnu::used]] inline const auto* const linked_hashed_crossing = &registered_hashed_crossing;

}  // namespace keras::layers
