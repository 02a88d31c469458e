#include "keras/layers/preprocessing/integer_lookup.hpp"

#include "keras/layers/preprocessing/lookup_from_config.hpp"

namespace keras::layers {
namespace {

LookupSettings settings_of(const IntegerLookupOptions& o) {
  if (o.vocabulary_dtype != "int64")
    fail("layers.IntegerLookup: vocabulary_dtype must be 'int64'; received vocabulary_dtype=",
         quoted(o.vocabulary_dtype));
  auto settings = shared_settings("IntegerLookup", o);
  settings.strings = false;
  settings.mask_token = o.mask_token;
  settings.oov_token = o.oov_token;
  return settings;
}

class IntegerLookupImpl final : public IndexLookup {
 public:
  explicit IntegerLookupImpl(IntegerLookupOptions options)
      : IndexLookup(settings_of(options)), options_(std::move(options)) {
    if (options_.vocabulary.given()) set(options_.vocabulary, options_.idf_weights);
  }

  Object config() const override { return config_with(to_config(options_)); }
  DType input_dtype() const override { return DType::int64; }

  void set(const Vocabulary<std::int64_t>& vocabulary, const OptionalList<double>& idf_weights) {
    if (vocabulary.in_file()) return read_vocabulary(vocabulary.file());
    set_vocabulary(vocabulary.tokens(), idf_weights);
  }

 private:
  IntegerLookupOptions options_;
};

}  // namespace

IntegerLookup::IntegerLookup(IntegerLookupOptions options)
    : Layer(std::make_shared<IntegerLookupImpl>(std::move(options))) {}
void IntegerLookup::adapt(const Tensor& data) const {
  as<IntegerLookupImpl>().adapt(documents_of(data));
}
void IntegerLookup::adapt(const std::vector<Tensor>& batches) const {
  as<IntegerLookupImpl>().adapt(documents_of(batches));
}
void IntegerLookup::set_vocabulary(const Vocabulary<std::int64_t>& vocabulary,
                                   const OptionalList<double>& idf_weights) const {
  as<IntegerLookupImpl>().set(vocabulary, idf_weights);
}
std::vector<std::int64_t> IntegerLookup::get_vocabulary(GetVocabularyOptions options) const {
  return as<IntegerLookupImpl>().vocabulary(options.include_special_tokens);
}
int IntegerLookup::vocabulary_size() const { return as<IntegerLookupImpl>().vocabulary_size(); }

Layer IntegerLookup::from_config(const Object& saved) {
  return lookup_from_config<IntegerLookup, IntegerLookupOptions>(saved);
}

const Registered<Layer> registered_integer_lookup =
    registered<Layer, IntegerLookup, IntegerLookupOptions>("keras.layers", "IntegerLookup");

}  // namespace keras::layers
