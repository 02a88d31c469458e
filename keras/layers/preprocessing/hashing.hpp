#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// Arguments of `Hashing`, in the order of keras.layers.Hashing.
struct HashingOptions {
  int num_bins = 0;                 ///< How many bins there are. Required.
  Value mask_value = {};            ///< A string or a number that has bin 0 for itself.
  Salt salt = {};                   ///< The key of the hash, which is SipHash then.
  std::string output_mode = "int";  ///< or "one_hot", "multi_hot", "count"
  bool sparse = false;              ///< Must be false: there are no sparse tensors.
  std::string name = {};
  std::optional<DTypePolicy> dtype = {};  ///< Of the output: int64 for "int" (which is int32 here),
                                          ///< else float32.
  bool trainable = true;
};

/// The bins of strings or numbers by their hashes (FarmHash without a salt), of numbers by those of
/// their decimal digits: any shape, which "int" keeps; "one_hot" adds an axis of `num_bins`, and
/// the others put it in place of the last.
///
///     auto bins = Hashing(3)(ops::array({{"A"}, {"B"}}));
///
/// https://keras.io/api/layers/preprocessing_layers/categorical/hashing
class Hashing : public Layer {
 public:
  explicit Hashing(int num_bins, HashingOptions options = {});
  explicit Hashing(HashingOptions options);
};

extern const Registered<Layer> registered_hashing;
[[gnu::used]] inline const auto* const linked_hashing = &registered_hashing;

}  // namespace keras::layers
