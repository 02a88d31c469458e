#include "keras/layers/preprocessing/string_lookup.hpp"

#include "keras/core/interned.hpp"
#include "keras/layers/preprocessing/lookup_from_config.hpp"
#include "keras/layers/preprocessing/string_lookup_impl.hpp"

namespace keras::layers {
namespace {

LookupSettings settings_of(const StringLookupOptions& o) {
  if (o.encoding != "utf-8" && o.encoding != "UTF-8" && o.encoding != "utf8")
    fail("layers.StringLookup: encoding must be 'utf-8'; received encoding=", quoted(o.encoding));
  auto settings = shared_settings("StringLookup", o);
  if (o.mask_token) settings.mask_token = intern(*o.mask_token);
  settings.oov_token = intern(o.oov_token);
  return settings;
}

}  // namespace

StringLookupImpl::StringLookupImpl(StringLookupOptions options)
    : IndexLookup(settings_of(options)), options_(std::move(options)) {
  if (options_.vocabulary.given()) set(options_.vocabulary, options_.idf_weights);
}

Object StringLookupImpl::config() const { return config_with(to_config(options_)); }

void StringLookupImpl::set(const Vocabulary<std::string>& vocabulary,
                           const OptionalList<double>& idf_weights) {
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
                                  const OptionalList<double>& idf_weights) const {
  as<StringLookupImpl>().set(vocabulary, idf_weights);
}
std::vector<std::string> StringLookup::get_vocabulary(GetVocabularyOptions options) const {
  return as<StringLookupImpl>().strings(options.include_special_tokens);
}
int StringLookup::vocabulary_size() const { return as<StringLookupImpl>().vocabulary_size(); }

Layer StringLookup::from_config(const Object& saved) {
  return lookup_from_config<StringLookup, StringLookupOptions>(saved);
}

const Registered<Layer> registered_string_lookup =
    registered<Layer, StringLookup, StringLookupOptions>("keras.layers", "StringLookup");

}  // namespace keras::layers
