// Internal: text to indices and counts of tokens.
#pragma once
#include <cstdint>
#include <memory>

#include "keras/graph/tensor.hpp"
#include "keras/layers/preprocessing/lookup_table.hpp"
#include "keras/layers/preprocessing/tokens.hpp"

namespace keras::layers {

/// What the operations here need; they share it.
struct Vectorizer {
  Tokenizer tokenizer;
  std::shared_ptr<const LookupTable> table;
};

/// For attributes of operations.
inline Value to_value(const std::shared_ptr<const Vectorizer>& vectorizer) {
  return vectorizer->table->rules().path;
}

/// The indices of the first `length` tokens of each string, zeros after them: int32, with an axis
/// of `length` at the end.
Tensor token_indices(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer,
                     std::int64_t length);
/// How often each string has each of `depth` tokens: int32, with an axis of `depth` at the end.
Tensor token_counts(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer,
                    std::int64_t depth);
/// The most tokens that a string has; the values must be known.
std::int64_t longest(const Tensor& x, const Tokenizer& tokenizer);

/// Each string standardized, and neighbours along the last axis put together.
Tensor standardized(const Tensor& x, std::shared_ptr<const Vectorizer> vectorizer);

}  // namespace keras::layers
