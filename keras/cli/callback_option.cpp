#include "keras/cli/callback_option.hpp"

#include <charconv>

#include "keras/callbacks.hpp"
#include "keras/cli/arguments.hpp"
#include "keras/core/registry.hpp"

namespace keras::cli {
namespace {

template <class Number>
bool parses(const std::string& word, Number& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc() && end == word.data() + word.size();
}

Value value_of(const std::string& word) {
  if (word == "true") return true;
  if (word == "false") return false;
  std::int64_t integer = 0;
  if (parses(word, integer)) return integer;
  double number = 0;
  if (parses(word, number)) return number;
  return word;
}

Object arguments_from(const std::string& list) {
  Object arguments;
  for (const auto& part : split(list)) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    if (equals == part.npos)
      throw UsageError(text("--callback: an argument must be key=value; received ", quoted(part)));
    arguments[part.substr(0, equals)] = value_of(part.substr(equals + 1));
  }
  return arguments;
}

std::vector<std::string> known_callbacks() {
  constexpr std::string_view module = "keras.callbacks.";
  std::vector<std::string> names;
  for (const auto& object : public_objects())
    if (object.name.starts_with(module)) names.push_back(object.name.substr(module.size()));
  return names;
}

}  // namespace

Callback callback_from(const std::string& word) {
  const auto colon = word.find(':');
  const auto name = word.substr(0, colon);
  const auto arguments = arguments_from(colon == word.npos ? "" : word.substr(colon + 1));
  const auto* entry = Registry<Callback>::instance().find(name);
  if (!entry)
    fail("--callback: unknown callback ", quoted(name), suggestion(name, known_callbacks()));
  try {
    return entry->from_config(arguments);
  } catch (const ValueError& error) {
    fail("--callback ", name, ": ", error.what());
  }
}

}  // namespace keras::cli
