#include "keras/layers/preprocessing/string_lookup.hpp"

#include "keras/core/interned.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/string_lookup_impl.hpp"

namespace keras::layers {
namespace {

LookupSettings settings_of(const StringLookupOptions& o) {
  if (o.encoding != "utf-8" && o.encoding != "UTF-8" && o.encoding != "utf8")
    fail("layers.StringLookup: encoding must be 'utf-8'; received encoding=", quoted(o.encoding));
  return {
      .class_name = "StringLookup",
      .name = o.name,
      .strings = true,
      .max_tokens = o.max_tokens,
      .num_oov_indices = o.num_oov_indices,
      .mask_token = o.mask_token ? std::optional<TokenKey>(intern(*o.mask_token)) : std::nullopt,
      .oov_token = intern(o.oov_token),
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

}  // namespace

StringLookupImpl::StringLookupImpl(StringLookupOptions options)
    : IndexLookup(settings_of(options)), options_(std::move(options)) {
  if (options_.vocabulary.given()) set(options_.vocabulary, options_.idf_weights);
}

Object StringLookupImpl::config() const {
  auto config = to_config(options_);
  config.erase("name");
  add_to(config);
  return config;
}

void StringLookupImpl::set(const Vocabulary<std::string>& vocabulary,
                           const std::optional<std::vector<double>>& idf_weights) {
  if (vocabulary.in_file()) return read_vocabulary(vocabulary.file());
  std::vector<TokenKey> tokens;
  for (const auto& token : vocabulary.tokens()) tokens.push_back(intern(token));
  set_vocabulary(tokens, idf_weights);
}

std::vector<std::string> StringLookupImpl::strings(bool include_special_tokens) const {
  std::vector<std::string> strings;
  for (const auto token : vocabulary(include_special_tokens))
    strings.push_back(table()->text_of(token));
  return strings;
}

StringLookup::StringLookup(StringLookupOptions options)
    : Layer(std::make_shared<StringLookupImpl>(std::move(options))) {}
void StringLookup::adapt(const Tensor& data) const {
  as<StringLookupImpl>().adapt(documents_of(data));
}
void StringLookup::adapt(const std::vector<Tensor>& batches) const {
  as<StringLookupImpl>().adapt(documents_of(batches));
}
void StringLookup::set_vocabulary(const Vocabulary<std::string>& vocabulary,
                                  const std::optional<std::vector<double>>& idf_weights) const {
  as<StringLookupImpl>().set(vocabulary, idf_weights);
}
std::vector<std::string> StringLookup::get_vocabulary(GetVocabularyOptions options) const {
  return as<StringLookupImpl>().strings(options.include_special_tokens);
}
int StringLookup::vocabulary_size() const { return as<StringLookupImpl>().vocabulary_size(); }

/// Keras ignores what files say of training and dtypes here.
Layer StringLookup::from_config(const Object& saved) {
  auto config = saved;
  const auto size = take_vocabulary_size(config);
  for (const auto* key : {"trainable", "dtype"}) config.erase(key);
  const auto layer = layer_from_config<StringLookup, StringLookupOptions>(config);
  layer.as<StringLookupImpl>().expect_size(size);
  return layer;
}

}  // namespace keras::layers

template std::vector<keras::Argument> keras::Definition<
    keras::Layer, keras::layers::StringLookup, keras::layers::StringLookupOptions>::arguments();
