// What a caller sees when something is wrong: one sentence with the path, the rule and the value.
#pragma once
#include <concepts>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace keras {

/// The caller passed something that cannot work; `what()` says what, where and what must hold.
class ValueError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// The library broke its own promise; never the caller's fault.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// A type joins `text` and `fail` by overloading `append` beside itself.
inline void append(std::string& out, std::string_view part) { out += part; }
inline void append(std::string& out, const std::string& part) { out += part; }
inline void append(std::string& out, const char* part) { out += part; }
inline void append(std::string& out, char part) { out += part; }
inline void append(std::string& out, bool part) { out += part ? "True" : "False"; }
void append(std::string& out, double part);  // as Python's repr: the shortest text that reads back
void append(std::string& out, float part);
template <std::integral T>
void append(std::string& out, T part) {
  out += std::to_string(part);
}
template <class T>
void append(std::string& out, const std::vector<T>& parts) {  // (a, b, c)
  out += '(';
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += ", ";
    append(out, parts[i]);
  }
  out += ')';
}

/// The parts one after the other, as a string.
template <class... Parts>
std::string text(const Parts&... parts) {
  std::string out;
  (append(out, parts), ...);
  return out;
}

/// Throws `ValueError`: `fail("layers.Dense: units must be positive; received units=", units)`.
template <class... Parts>
[[noreturn]] void fail(const Parts&... parts) {
  throw ValueError(text(parts...));
}

/// Throws `InternalError` unless `condition` holds.
template <class... Parts>
void check(bool condition, const Parts&... parts) {
  if (!condition) throw InternalError(text("internal error: ", parts...));
}

/// `name` in quotes, cut after 60 characters, with control characters escaped: safe in one line.
std::string quoted(std::string_view name);

/// "; did you mean 'relu'?" or "; expected one of: ..." for a name that is none of `known`.
std::string suggestion(std::string_view name, std::span<const std::string> known);

}  // namespace keras
