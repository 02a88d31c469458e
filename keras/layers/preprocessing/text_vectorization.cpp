#include "keras/layers/preprocessing/text_vectorization.hpp"

#include <algorithm>
#include <numeric>

#include "keras/core/interned.hpp"
#include "keras/graph/symbolic.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/string_lookup_impl.hpp"
#include "keras/layers/preprocessing/vectorize.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

constexpr const char* where = "layers.TextVectorization";

void check_arguments(const TextVectorizationOptions& o) {
  const auto& standard = o.standardize;
  if (standard && *standard != "lower" && *standard != "strip_punctuation" &&
      *standard != "lower_and_strip_punctuation")
    fail(where, ": standardize must be None, 'lower', 'strip_punctuation' or ",
         "'lower_and_strip_punctuation'; received standardize=", quoted(*standard));
  if (o.split && *o.split != "whitespace" && *o.split != "character")
    fail(where,
         ": split must be None, 'whitespace' or 'character'; received split=", quoted(*o.split));
  if (o.sparse || o.ragged)
    fail(where, ": sparse and ragged must be false, there are no such tensors; received true");
  const auto lengths = o.ngrams ? o.ngrams->list() : std::vector<int>();
  for (const int length : lengths)
    if (length < 1) fail(where, ": ngrams must be positive; received ngrams=", lengths);
  const bool indices = output_mode_of(o.output_mode) == "int";
  if (!indices && o.output_sequence_length)
    fail(where, ": output_sequence_length needs output_mode='int'; received output_mode=",
         quoted(o.output_mode));
  if (o.output_sequence_length && *o.output_sequence_length < 0)
    fail(where, ": output_sequence_length must not be negative; received output_sequence_length=",
         *o.output_sequence_length);
  if (o.output_mode == "one_hot" && o.split)
    fail(where, ": output_mode='one_hot' needs split=None, as strings have different numbers of ",
         "tokens; received split=", quoted(*o.split));
}

Tokenizer tokenizer_of(const TextVectorizationOptions& o) {
  const auto standard = o.standardize.value_or("");
  Tokenizer tokenizer{.lowers = standard.starts_with("lower"),
                      .strips = standard.ends_with("strip_punctuation")};
  using Split = Tokenizer::Split;
  tokenizer.split = !o.split                  ? Split::none
                    : *o.split == "character" ? Split::characters
                                              : Split::whitespace;
  if (!o.ngrams) return tokenizer;
  tokenizer.ngrams = o.ngrams->list();
  if (!o.ngrams->single()) return tokenizer;
  tokenizer.ngrams.resize(static_cast<std::size_t>(o.ngrams->number()));
  std::iota(tokenizer.ngrams.begin(), tokenizer.ngrams.end(), 1);
  return tokenizer;
}

StringLookupOptions lookup_options(const TextVectorizationOptions& o) {
  return {.max_tokens = o.max_tokens,
          .mask_token = "",
          .vocabulary = o.vocabulary,
          .idf_weights = o.idf_weights,
          .output_mode = o.output_mode,
          .pad_to_max_tokens = o.pad_to_max_tokens,
          .encoding = o.encoding};
}

struct TextVectorizationImpl final : LayerOf<TextVectorizationOptions> {
  std::shared_ptr<StringLookupImpl> lookup;
  std::shared_ptr<const Vectorizer> vectorizer;

  explicit TextVectorizationImpl(TextVectorizationOptions o)
      : LayerOf("TextVectorization", std::move(o)) {
    check_arguments(options);
    lookup = std::make_shared<StringLookupImpl>(lookup_options(options));
    vectorizer = std::make_shared<Vectorizer>(Vectorizer{tokenizer_of(options), lookup->table()});
  }

  Object config() const override {
    auto config = LayerOf::config();
    config["output_mode"] = lookup->settings().output_mode;
    config["vocabulary_size"] = lookup->vocabulary_size();
    return config;
  }

  bool casts_inputs() const override { return false; }
  DType input_dtype() const override { return DType::string; }
  std::vector<Layer::Child> children() const override {
    return {{"_lookup_layer", {Layer(lookup)}, false}};
  }
  std::vector<SavedTensor> saved_tensors() override { return lookup->saved_tensors(); }
  std::vector<Asset> assets() override { return lookup->assets(); }
  bool lengths_depend_on_values() const override {
    return indices() && options.split && !options.output_sequence_length;
  }

  bool indices() const { return options.output_mode == "int"; }

  Tensor call(const Tensor& given, CallContext&) override {
    const auto x = checked(given);
    if (!options.split) return fitted(lookup->call(standardized(x, vectorizer)));
    if (indices()) return token_indices(x, vectorizer, length_of(x));
    return lookup->weighted(token_counts(x, vectorizer, lookup->depth()));
  }

  /// Strings, without an axis of 1 at the end where they are split.
  Tensor checked(const Tensor& x) const {
    if (x.dtype() != DType::string)
      fail(path(), ": strings are wanted; received dtype ", x.dtype());
    if (!options.split || x.rank() < 2) return x;
    if (x.shape(-1) != 1)
      fail(path(), ": the last axis must have length 1 where strings are split; received shape ",
           x.shape());
    return ops::squeeze(x, {.axis = -1});
  }

  std::int64_t length_of(const Tensor& x) const {
    if (options.output_sequence_length) return *options.output_sequence_length;
    if (const auto length = graph::StandIns::length()) return *length;
    if (!graph::is_known(x))
      fail(path(), ": output_sequence_length must be given in programs of fixed lengths, as those ",
           "of fit and evaluate are; received None");
    return longest(x, vectorizer->tokenizer);
  }

  /// Of output_sequence_length along the last axis.
  Tensor fitted(const Tensor& x) const {
    if (!options.output_sequence_length || x.rank() == 0) return x;
    const int wanted = *options.output_sequence_length;
    const auto kept = std::min<std::int64_t>(wanted, x.shape(-1));
    auto shape = x.shape();
    shape[-1] = kept;
    const auto part = ops::slice(x, std::vector<int>(std::size_t(x.rank())), shape);
    if (kept == wanted) return part;
    shape[-1] = wanted - kept;
    return ops::concatenate({part, ops::zeros(shape, {.dtype = x.dtype()})}, {.axis = -1});
  }

  /// The tokens of each string, or of each row of strings that are not split.
  std::vector<std::vector<TokenKey>> documents(const Tensor& given) const {
    const auto x = checked(given);
    if (!options.split) return documents_of(standardized(x, vectorizer));
    std::vector<std::vector<TokenKey>> all;
    for (const auto& text : x.to_vector<std::string>()) {
      auto& document = all.emplace_back();
      for (const auto& token : vectorizer->tokenizer.tokens(text))
        document.push_back(intern(token));
    }
    return all;
  }

  void adapt(const std::vector<Tensor>& batches) {
    std::vector<std::vector<TokenKey>> all;
    for (const auto& batch : batches)
      for (auto& document : documents(batch)) all.push_back(std::move(document));
    lookup->adapt(all);
  }
};

}  // namespace

TextVectorization::TextVectorization(TextVectorizationOptions options)
    : Layer(std::make_shared<TextVectorizationImpl>(std::move(options))) {}
void TextVectorization::adapt(const Tensor& data) const {
  as<TextVectorizationImpl>().adapt({data});
}
void TextVectorization::adapt(const std::vector<Tensor>& batches) const {
  as<TextVectorizationImpl>().adapt(batches);
}
void TextVectorization::set_vocabulary(const Vocabulary<std::string>& vocabulary,
                                       const OptionalList<double>& idf_weights) const {
  as<TextVectorizationImpl>().lookup->set(vocabulary, idf_weights);
}
std::vector<std::string> TextVectorization::get_vocabulary(GetVocabularyOptions options) const {
  return as<TextVectorizationImpl>().lookup->strings(options.include_special_tokens);
}
int TextVectorization::vocabulary_size() const {
  return as<TextVectorizationImpl>().lookup->vocabulary_size();
}

Layer TextVectorization::from_config(const Object& saved) {
  auto config = saved;
  for (const auto* key : {"standardize", "split"})
    if (const auto* value = saved.find(key); value && value->is_object())
      fail(key, " must be a string or None: functions of Python are not run; received ", *value);
  const auto size = take_vocabulary_size(config);
  const auto layer = layer_from_config<TextVectorization, TextVectorizationOptions>(config);
  layer.as<TextVectorizationImpl>().lookup->expect_size(size);
  return layer;
}

const Registered<Layer> registered_text_vectorization =
    registered<Layer, TextVectorization, TextVectorizationOptions>("keras.layers",
                                                                   "TextVectorization");

}  // namespace keras::layers
