// Internal: text to tokens.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace keras::layers {

/// How text becomes tokens, as TensorFlow does it.
struct Tokenizer {
  enum class Split { none, whitespace, characters };

  bool lowers = true;  ///< The letters of ASCII.
  bool strips = true;  ///< Drops the punctuation of ASCII.
  Split split = Split::whitespace;
  std::vector<int> ngrams = {};  ///< How many tokens are put together; none: each by itself.

  std::string standardized(std::string_view text) const;
  /// An error for text that is not UTF-8 if it is split into characters.
  std::vector<std::string> tokens(std::string_view text) const;
  /// Neighbours put together with a space between them, by each of `ngrams` in turn.
  std::vector<std::string> joined(std::vector<std::string> tokens) const;
  /// How many tokens `joined` makes of `count`.
  std::int64_t joined_count(std::int64_t count) const;
};

}  // namespace keras::layers
