#pragma once
#include <concepts>
#include <vector>

#include "keras/core/integers.hpp"
#include "keras/data/inputs_of.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// Arguments of `TextVectorization`, in the order of keras.layers.TextVectorization.
struct TextVectorizationOptions {
  std::optional<int> max_tokens = {};  ///< Most tokens that `adapt` learns, special ones included.
  /// What is done to text first: "lower", "strip_punctuation", both, or None.
  std::optional<std::string> standardize = "lower_and_strip_punctuation";
  std::optional<std::string> split = "whitespace";  ///< or "character", or None: each is a token.
  /// Neighbouring tokens put together: up to so many, or exactly these many.
  std::optional<Integers> ngrams = {};
  std::string output_mode = "int";  ///< or "one_hot" (unless split), "multi_hot", "count", "tf_idf"
  std::optional<int> output_sequence_length = {};  ///< Of "int"; by default the longest of a batch.
  bool pad_to_max_tokens = false;           ///< Whether counts have max_tokens places in any case.
  Vocabulary<std::string> vocabulary = {};  ///< In place of `adapt`.
  OptionalList<double> idf_weights = {};    ///< Of the tokens, for "tf_idf".
  bool sparse = false;                      ///< Must be false: there are no sparse tensors.
  bool ragged = false;                      ///< Must be false: there are no ragged tensors.
  std::string encoding = "utf-8";           ///< Must be UTF-8.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Text to the indices of its tokens, or to counts of them: (batch) or (batch, 1) strings ->
/// (batch, length) int32 with zeros at the end, or (batch, vocabulary).
///
///     TextVectorization vectorize({.max_tokens = 10000, .output_sequence_length = 200});
///     vectorize.adapt(reviews);
///
/// Without output_sequence_length a model with this layer can predict, but not be trained or
/// evaluated. https://keras.io/api/layers/preprocessing_layers/text/text_vectorization
class TextVectorization : public Layer {
 public:
  TextVectorization(TextVectorizationOptions options = {});
  /// Takes the tokens of `data` by falling frequency, equally frequent ones by falling order. Each
  /// string is a document of "tf_idf".
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

extern const Registered<Layer> registered_text_vectorization;
[[gnu::used]] inline const auto* const linked_text_vectorization = &registered_text_vectorization;

}  // namespace keras::layers
