// Internal: how often tokens occur, from which lookups learn their vocabularies.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "keras/layers/preprocessing/lookup_table.hpp"

namespace keras::layers {

/// Counts of tokens, and of the documents that hold them.
class TokenCounts {
 public:
  void add(const std::vector<TokenKey>& document);
  void forget(TokenKey token) { counts_.erase(token); }
  bool empty() const { return documents_ == 0; }

  /// The tokens by falling count, of equally frequent ones the greater first; `most` of them.
  std::vector<TokenKey> most_frequent(std::size_t most, bool strings) const;
  /// log(1 + documents / (1 + documents with the token)).
  float inverse_document_frequency(TokenKey token) const;

 private:
  struct Count {
    std::int64_t tokens = 0, documents = 0;
    std::int64_t last_document = 0;  ///< Numbered from 1.
  };
  std::unordered_map<TokenKey, Count> counts_ = {};
  std::int64_t documents_ = 0;
};

/// The tokens of each row of `x`, of any rank; a vector is a column.
std::vector<std::vector<TokenKey>> documents_of(const Tensor& x);
/// Those of all batches; a batch that is a vector is one document.
std::vector<std::vector<TokenKey>> documents_of(const std::vector<Tensor>& batches);

}  // namespace keras::layers
