#include "keras/callbacks/file_name.hpp"

#include <cmath>
#include <cstdio>

#include "keras/core/error.hpp"

namespace keras::callbacks {
namespace {

constexpr int longest_width = 64;

/// What stands after the colon: "02d", ".3f", "8.2e".
struct Format {
  bool zeros = false;
  int width = 0, precision = -1;
  char type = 0;
};

int take_digits(std::string_view& rest) {
  int number = 0;
  for (; !rest.empty() && rest[0] >= '0' && rest[0] <= '9'; rest.remove_prefix(1))
    number = std::min(longest_width, number * 10 + (rest[0] - '0'));
  return number;
}

Format parsed(const std::string& pattern, std::string_view spec) {
  Format format;
  auto rest = spec;
  if (rest.starts_with('0')) format.zeros = true;
  format.width = take_digits(rest);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    format.precision = take_digits(rest);
  }
  if (rest.size() == 1 && std::string_view("dfFeEgG").find(rest[0]) != rest.npos) {
    format.type = rest[0];
    rest.remove_prefix(1);
  }
  if (!rest.empty())
    fail("the file name ", keras::quoted(pattern), " has the format ", keras::quoted(spec),
         "; a format is a width, a precision and one of d, f, e, g: '02d', '.3f'");
  return format;
}

std::string written(double number, const Format& format) {
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;
  if (format.type == 0 && format.precision < 0) return text(number);
  char buffer[512];
  if (format.type == 'd' && whole) {
    std::snprintf(buffer, sizeof buffer, format.zeros ? "%0*lld" : "%*lld", format.width,
                  static_cast<long long>(number));
    return buffer;
  }
  const auto style =
      std::string(format.zeros ? "%0*.*" : "%*.*") + (format.type == 0     ? 'g'
                                                      : format.type == 'd' ? 'f'
                                                                           : format.type);
  std::snprintf(buffer, sizeof buffer, style.c_str(), format.width,
                format.precision < 0 ? 6 : format.precision, number);
  return buffer;
}

/// What "{field}" stands for.
std::string value_of(const std::string& pattern, std::string_view field, const Logs& numbers) {
  const auto colon = field.find(':');
  const auto name = field.substr(0, colon);
  if (!numbers.contains(name)) {
    std::vector<std::string> names;
    for (const auto& [each, value] : numbers) names.push_back(each);
    fail("the file name ", keras::quoted(pattern), " mentions ", keras::quoted(name),
         suggestion(name, names));
  }
  const bool counts = name == "epoch" || name == "batch";
  auto format = parsed(pattern, colon == field.npos ? "" : field.substr(colon + 1));
  if (counts && format.type == 0 && format.precision < 0) format.type = 'd';
  return written(numbers[name], format);
}

}  // namespace

std::string formatted(const std::string& pattern, const Logs& numbers) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if ((c == '{' || c == '}') && at + 1 < pattern.size() && pattern[at + 1] == c) {
      out += c, at += 2;
    } else if (c == '{') {
      const auto end = pattern.find('}', at);
      if (end == pattern.npos)
        fail("the file name ", keras::quoted(pattern), " has a '{' without a '}'");
      out += value_of(pattern, std::string_view(pattern).substr(at + 1, end - at - 1), numbers);
      at = end + 1;
    } else {
      out += c, at += 1;
    }
  }
  return out;
}

}  // namespace keras::callbacks
