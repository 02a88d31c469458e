// Internal: what StringLookup and IntegerLookup share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/layers/layer.hpp"
#include "keras/layers/preprocessing/lookup_table.hpp"
#include "keras/layers/preprocessing/token_counts.hpp"

namespace keras::layers {

/// "multi_hot" and "tf_idf" by their names in Keras 2 too.
std::string output_mode_of(const std::string& given);

/// The arguments of a lookup, with tokens by their numbers.
struct LookupSettings {
  std::string class_name = {}, name = {};
  bool strings = true;
  std::optional<int> max_tokens = {};
  int num_oov_indices = 1;
  std::optional<TokenKey> mask_token = {};
  TokenKey oov_token = 0;
  bool has_vocabulary = false;  ///< Whether it was an argument, so that nothing can be learned.
  bool in_config = false;       ///< Whether the config holds the vocabulary, and no file.
  OptionalList<double> idf_weights = {};
  bool invert = false;
  std::string output_mode = {};
  bool pad_to_max_tokens = false, sparse = false;
  std::string oov_method = "floormod";
  Salt salt = {};
};

/// The arguments that the lookups have under the same names; those of their tokens are left.
template <class Options>
LookupSettings shared_settings(const char* class_name, const Options& o) {
  return {.class_name = class_name,
          .name = o.name,
          .max_tokens = o.max_tokens,
          .num_oov_indices = o.num_oov_indices,
          .has_vocabulary = o.vocabulary.given(),
          .in_config = o.vocabulary.given() && !o.vocabulary.in_file(),
          .idf_weights = o.idf_weights,
          .invert = o.invert,
          .output_mode = output_mode_of(o.output_mode),
          .pad_to_max_tokens = o.pad_to_max_tokens,
          .sparse = o.sparse,
          .oov_method = o.oov_method,
          .salt = o.salt};
}

/// Takes the size of the vocabulary, which is no argument, out of a config.
std::optional<int> take_vocabulary_size(Object& config);

class IndexLookup : public Layer::Impl {
 public:
  explicit IndexLookup(LookupSettings settings);

  bool casts_inputs() const override { return false; }
  std::optional<Object> build_config() const override { return Object(); }
  Tensors call(const Tensors& inputs, CallContext& context) override;
  std::vector<SavedTensor> saved_tensors() override;
  std::vector<Asset> assets() override;

  Tensor call(const Tensor& x);
  /// Indices, or counts of each, as the output mode has them; `indices` are int32.
  Tensor encoded(const Tensor& indices) const;
  /// Counts of each token as the output mode has them.
  Tensor weighted(const Tensor& counts) const;
  /// How many places the output has for a sample; an error while this is not known.
  int depth() const;

  void adapt(const std::vector<std::vector<TokenKey>>& documents);
  /// Tokens, with or without the special ones before them, and their weights for "tf_idf".
  void set_vocabulary(const std::vector<TokenKey>& given, const OptionalList<double>& weights);
  /// The tokens of a file, one on each line, after the special ones.
  void read_vocabulary(const std::string& file);
  std::vector<TokenKey> vocabulary(bool include_special_tokens) const;
  int vocabulary_size() const;
  /// The size that a vocabulary will have which is not read yet.
  void expect_size(std::optional<int> size);

  const std::shared_ptr<LookupTable>& table() const { return table_; }
  const LookupSettings& settings() const { return settings_; }

 protected:
  /// The config that has these arguments, with the members that are none.
  Object config_with(Object arguments) const;

 private:
  void check_arguments() const;
  void check_tokens(const std::vector<TokenKey>& tokens) const;
  void fill(std::vector<TokenKey> tokens);
  std::vector<TokenKey> special_tokens() const;
  void set_weights(std::vector<float> weights);
  void load(std::string_view content);
  std::string content() const;

  LookupSettings settings_;
  std::shared_ptr<LookupTable> table_;
  std::optional<int> known_size_ = {};  ///< Of the vocabulary, once outputs may depend on it.
  Variable idf_;
};

}  // namespace keras::layers
