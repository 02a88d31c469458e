// Internal: StringLookup as TextVectorization holds it.
#pragma once
#include "keras/layers/preprocessing/index_lookup.hpp"
#include "keras/layers/preprocessing/string_lookup.hpp"

namespace keras::layers {

class StringLookupImpl final : public IndexLookup {
 public:
  explicit StringLookupImpl(StringLookupOptions options);
  Object config() const override;
  DType input_dtype() const override { return DType::string; }

  void set(const Vocabulary<std::string>& vocabulary, const OptionalList<double>& idf_weights);
  std::vector<std::string> strings(bool include_special_tokens) const;

 private:
  StringLookupOptions options_;
};

}  // namespace keras::layers
