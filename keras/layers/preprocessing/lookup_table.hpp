// Internal: tokens with their indices, and the operations that look them up.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "keras/graph/tensor.hpp"
#include "keras/layers/preprocessing/vocabulary.hpp"

namespace keras::layers {

/// A token: a whole number, or the number of a string (core/interned.hpp).
using TokenKey = std::int64_t;

/// What a lookup knows beside its tokens.
struct LookupRules {
  std::string path = {};  ///< Of the layer, for errors.
  bool strings = true;    ///< Whether tokens are strings.
  int first_oov = 0;      ///< The first index of what is out of vocabulary, after that of the mask.
  int num_oov_indices = 1;
  bool hashes_numbers = false;  ///< Whether numbers out of vocabulary are hashed, not divided.
  Salt salt = {};
  std::optional<TokenKey> mask_token = {};
  std::int32_t mask_index = 0;  ///< -1 where masked tokens are dropped.
  TokenKey oov_token = 0;       ///< What stands for an index of no token.
};

/// Tokens with their indices, from the first after the special ones. Programs that look tokens up
/// hold the table: they see new tokens when it is filled anew.
class LookupTable {
 public:
  explicit LookupTable(LookupRules rules) : rules_(std::move(rules)) {}

  void fill(std::vector<TokenKey> tokens);
  const std::vector<TokenKey>& tokens() const { return tokens_; }
  const LookupRules& rules() const { return rules_; }
  /// The index of the first token.
  int first_token() const { return rules_.first_oov + rules_.num_oov_indices; }

  /// An error unless there are tokens.
  void expect_tokens() const;
  /// An error for a token out of vocabulary when there is no index for such.
  std::int32_t index_of(TokenKey token) const;
  std::int32_t index_of(std::string_view token) const;
  TokenKey token_at(std::int64_t index) const;

  std::string text_of(TokenKey token) const;
  /// An error for text that is no whole number where tokens are such.
  TokenKey key_of(std::string_view text) const;

 private:
  std::int32_t bin_of(std::string_view text) const;
  [[noreturn]] void refuse(std::string_view text) const;

  LookupRules rules_;
  std::vector<TokenKey> tokens_ = {};
  std::unordered_map<TokenKey, std::int32_t> indices_ = {};
};

/// For attributes of operations.
inline Value to_value(const std::shared_ptr<const LookupTable>& table) {
  return table->rules().path;
}

/// The indices of tokens: int32 in the shape of `x`.
Tensor look_up(const Tensor& x, std::shared_ptr<const LookupTable> table);
/// The tokens at indices: strings or int32.
Tensor look_up_tokens(const Tensor& indices, std::shared_ptr<const LookupTable> table);

}  // namespace keras::layers
