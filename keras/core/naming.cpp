#include "keras/core/naming.hpp"

#include <cctype>
#include <map>
#include <mutex>

#include "keras/core/error.hpp"

namespace keras {
namespace {

bool upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

struct Counters {
  std::mutex mutex;
  std::map<std::string, int, std::less<>> used;
};

Counters& counters() {
  static Counters instance;
  return instance;
}

}  // namespace

std::string snake_case(std::string_view class_name) {
  std::string word, first, result;
  for (const char c : class_name)
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') word += c;
  // A capital that starts a capitalised word is set off from anything before it ...
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i > 0 && upper(word[i]) && i + 1 < word.size() && lower(word[i + 1]) && first.back() != '_')
      first += '_';
    first += word[i];
  }
  // ... and any capital from a small letter.
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (i > 0 && upper(first[i]) && lower(first[i - 1])) result += '_';
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(first[i])));
  }
  return result;
}

std::string lower_case(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string unique_name(std::string_view word) {
  auto& all = counters();
  const std::lock_guard lock(all.mutex);
  const int n = all.used[std::string(word)]++;
  return n == 0 ? std::string(word) : text(word, "_", n);
}

void reset_names() {
  auto& all = counters();
  const std::lock_guard lock(all.mutex);
  all.used.clear();
}

}  // namespace keras
