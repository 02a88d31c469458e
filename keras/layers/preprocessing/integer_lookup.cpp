#include "keras/layers/preprocessing/integer_lookup.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/preprocessing/index_lookup.hpp"

namespace keras::layers {
namespace {

LookupSettings settings_of(const IntegerLookupOptions& o) {
  if (o.vocabulary_dtype != "int64")
    fail("layers.IntegerLookup: vocabulary_dtype must be 'int64'; received vocabulary_dtype=",
         quoted(o.vocabulary_dtype));
  return {.class_name = "IntegerLookup",
          .name = o.name,
          .strings = false,
          .max_tokens = o.max_tokens,
          .num_oov_indices = o.num_oov_indices,
          .mask_token = o.mask_token,
          .oov_token = o.oov_token,
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

class IntegerLookupImpl final : public IndexLookup {
 public:
  explicit IntegerLookupImpl(IntegerLookupOptions options)
      : IndexLookup(settings_of(options)), options_(std::move(options)) {
    if (options_.vocabulary.given()) set(options_.vocabulary, options_.idf_weights);
  }

  Object config() const override {
    auto config = to_config(options_);
    config.erase("name");
    add_to(config);
    return config;
  }

  void set(const Vocabulary<std::int64_t>& vocabulary,
           const std::optional<std::vector<double>>& idf_weights) {
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
                                   const std::optional<std::vector<double>>& idf_weights) const {
  as<IntegerLookupImpl>().set(vocabulary, idf_weights);
}
std::vector<std::int64_t> IntegerLookup::get_vocabulary(GetVocabularyOptions options) const {
  return as<IntegerLookupImpl>().vocabulary(options.include_special_tokens);
}
int IntegerLookup::vocabulary_size() const { return as<IntegerLookupImpl>().vocabulary_size(); }

/// Keras ignores what files say of training and dtypes here.
Layer IntegerLookup::from_config(const Object& saved) {
  auto config = saved;
  const auto size = take_vocabulary_size(config);
  for (const auto* key : {"trainable", "dtype"}) config.erase(key);
  const auto layer = layer_from_config<IntegerLookup, IntegerLookupOptions>(config);
  layer.as<IntegerLookupImpl>().expect_size(size);
  return layer;
}

}  // namespace keras::layers

template std::vector<keras::Argument> keras::Definition<
    keras::Layer, keras::layers::IntegerLookup, keras::layers::IntegerLookupOptions>::arguments();
