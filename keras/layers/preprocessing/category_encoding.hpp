#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `CategoryEncoding`, in the order of keras.layers.CategoryEncoding.
struct CategoryEncodingOptions {
  std::optional<int> num_tokens = {};     ///< How many categories there are. Required.
  std::string output_mode = "multi_hot";  ///< "multi_hot", "one_hot" or "count".
  bool sparse = false;                    ///< Must be false: tensors are dense.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Which categories a sample has, of 0, ..., num_tokens - 1: (batch, n) -> (batch, num_tokens), or
/// for "one_hot" (batch, ...) -> (batch, ..., num_tokens). A second input of "count" is the weights
/// of the elements.
///
///     auto y = CategoryEncoding(10, {.output_mode = "one_hot"})(digits);
///
/// https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding
class CategoryEncoding : public Layer {
 public:
  explicit CategoryEncoding(int num_tokens, CategoryEncodingOptions options = {});
  explicit CategoryEncoding(CategoryEncodingOptions options);
};

extern const Registered<Layer> registered_category_encoding;
[[gnu::used]] inline const auto* const linked_category_encoding = &registered_category_encoding;

}  // namespace keras::layers
