#include "keras/layers/preprocessing/tokens.hpp"

#include <algorithm>
#include <cstdint>

#include "keras/core/error.hpp"
#include "keras/io/bytes.hpp"

namespace keras::layers {
namespace {

bool is_between(char c, char first, char last) { return c >= first && c <= last; }

bool is_punctuation(char c) {
  return is_between(c, '!', '/') || is_between(c, ':', '@') || is_between(c, '[', '`') ||
         is_between(c, '{', '~');
}

char lower(char c) { return is_between(c, 'A', 'Z') ? static_cast<char>(c - 'A' + 'a') : c; }

std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view spaces = " \t\n\v\f\r";
  std::vector<std::string> words;
  for (std::size_t at = 0; (at = text.find_first_not_of(spaces, at)) != text.npos;) {
    const auto end = std::min(text.find_first_of(spaces, at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::vector<std::string> characters_of(std::string_view text) {
  if (!io::is_utf8(text))
    fail("text must be UTF-8 to be split into characters; received ", quoted(io::legible(text)));
  std::vector<std::string> characters;
  while (!text.empty()) {
    const auto length = io::character_length(text[0]);
    characters.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return characters;
}

}  // namespace

std::string Tokenizer::standardized(std::string_view text) const {
  std::string out;
  for (const char c : text)
    if (!strips || !is_punctuation(c)) out += lowers ? lower(c) : c;
  return out;
}

std::vector<std::string> Tokenizer::tokens(std::string_view text) const {
  auto standard = standardized(text);
  if (split == Split::whitespace) return joined(words_of(standard));
  if (split == Split::characters) return joined(characters_of(standard));
  return {std::move(standard)};
}

std::vector<std::string> Tokenizer::joined(std::vector<std::string> tokens) const {
  if (ngrams.empty()) return tokens;
  std::vector<std::string> result;
  for (const int length : ngrams) {
    const auto width = static_cast<std::size_t>(length);
    for (std::size_t first = 0; first + width <= tokens.size(); ++first) {
      auto together = tokens[first];
      for (std::size_t i = 1; i < width; ++i) together += " " + tokens[first + i];
      result.push_back(std::move(together));
    }
  }
  return result;
}

std::int64_t Tokenizer::joined_count(std::int64_t count) const {
  if (ngrams.empty()) return count;
  std::int64_t total = 0;
  for (const int length : ngrams) total += std::max<std::int64_t>(0, count - length + 1);
  return total;
}

}  // namespace keras::layers
