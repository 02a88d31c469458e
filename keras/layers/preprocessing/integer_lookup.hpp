#pragma once
#include <concepts>
#include <vector>

#include "keras/data/inputs_of.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// Arguments of `IntegerLookup`, in the order of keras.layers.IntegerLookup.
struct IntegerLookupOptions {
  std::optional<int> max_tokens = {};  ///< Most tokens that `adapt` learns, special ones included.
  int num_oov_indices = 1;  ///< Indices of numbers out of vocabulary; with 0 they are errors.
  std::optional<std::int64_t> mask_token = {};  ///< Has index 0, or is dropped from counts.
  std::int64_t oov_token = -1;                  ///< What indices of no token become.
  Vocabulary<std::int64_t> vocabulary = {};     ///< In place of `adapt`.
  std::string vocabulary_dtype = "int64";       ///< The only one.
  OptionalList<double> idf_weights = {};        ///< Of the tokens, for "tf_idf".
  bool invert = false;                          ///< Indices to numbers.
  std::string output_mode = "int";              ///< or "one_hot", "multi_hot", "count", "tf_idf"
  bool sparse = false;                          ///< Must be false: there are no sparse tensors.
  bool pad_to_max_tokens = false;       ///< Whether outputs have max_tokens places in any case.
  std::string oov_method = "floormod";  ///< Or "farmhash": how one of several indices out of
                                        ///< vocabulary is picked.
  Salt salt = {};                       ///< The key of that hash.
  std::string name = {};
};

/// The indices of whole numbers in a vocabulary: any shape, which "int" keeps; "one_hot" adds an
/// axis of the size of the vocabulary, and the others put it in place of the last. Indices and
/// counts are int32, "tf_idf" is float32.
///
///     auto indices = IntegerLookup({.vocabulary = {12, 36, 1138}})(ids);
///
/// https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup
class IntegerLookup : public Layer {
 public:
  IntegerLookup(IntegerLookupOptions options = {});
  /// Takes the numbers of `data` by falling frequency, equally frequent ones by falling order. Rows
  /// are the documents of "tf_idf".
  void adapt(const Tensor& data) const;
  /// The same for data in batches.
  void adapt(const std::vector<Tensor>& batches) const;
  template <std::same_as<Dataset> D>
  void adapt(const D& batches) const {
    adapt(pipeline::inputs_of(batches));
  }
  /// Takes these tokens; `idf_weights` are for "tf_idf".
  void set_vocabulary(const Vocabulary<std::int64_t>& vocabulary,
                      const OptionalList<double>& idf_weights = {}) const;
  /// The tokens by index.
  std::vector<std::int64_t> get_vocabulary(GetVocabularyOptions options = {}) const;
  /// The number of indices, the special ones included.
  int vocabulary_size() const;
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_integer_lookup;
[[gnu::used]] inline const auto* const linked_integer_lookup = &registered_integer_lookup;

}  // namespace keras::layers
