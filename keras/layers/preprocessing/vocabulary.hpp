#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "keras/core/config.hpp"

namespace keras::layers {

/// The tokens of a lookup layer in their order, or the path of a file with one on each line.
///
///     StringLookup({.vocabulary = {"cat", "dog"}})
template <class Token>
class Vocabulary {
 public:
  Vocabulary() = default;
  Vocabulary(std::initializer_list<Token> tokens) : tokens_(tokens), given_(true) {}
  Vocabulary(std::vector<Token> tokens) : tokens_(std::move(tokens)), given_(true) {}
  Vocabulary(const char* file) : file_(file), given_(true) {}
  Vocabulary(std::string file) : file_(std::move(file)), given_(true) {}

  bool given() const { return given_; }
  /// Whether it is in a file, which models do not name: they hold its tokens.
  bool in_file() const { return !file_.empty(); }
  const std::vector<Token>& tokens() const { return tokens_; }
  const std::string& file() const { return file_; }

  friend Value to_value(const Vocabulary& vocabulary) {
    using keras::to_value;
    return vocabulary.given_ && !vocabulary.in_file() ? to_value(vocabulary.tokens_)
                                                      : Value(nullptr);
  }
  friend void from_value(const Value& value, Vocabulary& vocabulary) {
    using keras::from_value;
    vocabulary = {};
    if (value.is_null()) return;
    if (value.is_string())
      fail("must be a list: files outside of a model are not read; received ", value);
    from_value(value, vocabulary.tokens_);
    vocabulary.given_ = true;
  }

 private:
  std::vector<Token> tokens_ = {};
  std::string file_ = {};
  bool given_ = false;
};

/// The key of a hash, one number for both of its halves or a pair: `{.salt = {133, 137}}`; without
/// it the hash has no key.
class Salt {
 public:
  Salt() = default;
  Salt(std::int64_t both) : Salt(both, both) {}
  Salt(std::int64_t first, std::int64_t second) : halves_{first, second}, given_(true) {}

  bool given() const { return given_; }
  std::array<std::uint64_t, 2> key() const {
    return {static_cast<std::uint64_t>(halves_[0]), static_cast<std::uint64_t>(halves_[1])};
  }

  friend bool operator==(const Salt&, const Salt&) = default;
  friend Value to_value(const Salt& salt) {
    return salt.given_ ? Value(List{salt.halves_[0], salt.halves_[1]}) : Value(nullptr);
  }
  friend void from_value(const Value& value, Salt& salt) {
    salt = {};
    if (value.is_null()) return;
    if (!value.is_list()) {
      salt = Salt(value.as_integer());
      return;
    }
    std::pair<std::int64_t, std::int64_t> halves;
    keras::from_value(value, halves);
    salt = Salt(halves.first, halves.second);
  }

 private:
  std::array<std::int64_t, 2> halves_ = {};
  bool given_ = false;
};

struct GetVocabularyOptions {
  bool include_special_tokens = true;  ///< Those of the mask and of what is out of vocabulary.
};

}  // namespace keras::layers
