#pragma once
#include <concepts>
#include <vector>

#include "keras/data/inputs_of.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// Arguments of `StringLookup`, in the order of keras.layers.StringLookup.
struct StringLookupOptions {
  std::optional<int> max_tokens = {};  ///< Most tokens that `adapt` learns, special ones included.
  int num_oov_indices = 1;  ///< Indices of strings out of vocabulary; with 0 they are errors.
  std::optional<std::string> mask_token = {};  ///< Has index 0, or is dropped from counts.
  std::string oov_token = "[UNK]";             ///< What indices of no token become.
  Vocabulary<std::string> vocabulary = {};     ///< In place of `adapt`.
  OptionalList<double> idf_weights = {};       ///< Of the tokens, for "tf_idf".
  bool invert = false;                         ///< Indices to strings.
  std::string output_mode = "int";             ///< or "one_hot", "multi_hot", "count", "tf_idf"
  bool pad_to_max_tokens = false;  ///< Whether outputs have max_tokens places in any case.
  bool sparse = false;             ///< Must be false: there are no sparse tensors.
  std::string encoding = "utf-8";  ///< Must be UTF-8.
  std::string name = {};
  Salt salt = {};  ///< The key of the hash that picks among several indices out of vocabulary.
  std::string oov_method = "floormod";  ///< Or "farmhash": strings are hashed with either.
};

/// The indices of strings in a vocabulary: any shape, which "int" keeps; "one_hot" adds an axis of
/// the size of the vocabulary, and the others put it in place of the last. Indices and counts are
/// int32, "tf_idf" is float32.
///
///     StringLookup lookup({.output_mode = "one_hot"});
///     lookup.adapt(animals);
///
/// https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup
class StringLookup : public Layer {
 public:
  StringLookup(StringLookupOptions options = {});
  /// Takes the strings of `data` by falling frequency, equally frequent ones by falling order. Rows
  /// are the documents of "tf_idf".
  void adapt(const Tensor& data) const;
  /// The same for data in batches.
  void adapt(const std::vector<Tensor>& batches) const;
  template <std::same_as<Dataset> D>
  void adapt(const D& batches) const {
    adapt(pipeline::inputs_of(batches));
  }
  /// Takes these tokens; `idf_weights` are for "tf_idf".
  void set_vocabulary(const Vocabulary<std::string>& vocabulary,
                      const OptionalList<double>& idf_weights = {}) const;
  /// The tokens by index.
  std::vector<std::string> get_vocabulary(GetVocabularyOptions options = {}) const;
  /// The number of indices, the special ones included.
  int vocabulary_size() const;
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_string_lookup;
[[gnu::used]] inline const auto* const linked_string_lookup = &registered_string_lookup;

}  // namespace keras::layers
