#include "keras/core/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_set>

#include "keras/core/error.hpp"

namespace keras {
namespace {

/// The code point that starts at `text[at]`, moving `at` past it; nothing when its bytes are no
/// well-formed UTF-8.
std::optional<unsigned> take_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  const auto rest = text.substr(at + 1, more);
  if ((first >= 0x80 && first < 0xC0) || first >= 0xF8 || rest.size() < more) return {};
  unsigned code = more == 0 ? first : first & (0x3Fu >> more);
  for (const unsigned char byte : rest) {
    if ((byte & 0xC0) != 0x80) return {};
    code = code << 6 | (byte & 0x3F);
  }
  constexpr unsigned least[] = {0, 0x80, 0x800, 0x10000};  // for that many bytes
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (surrogate || code > 0x10FFFF || code < least[more]) return {};
  at += more + 1;
  return code;
}

class Parser {
 public:
  Parser(std::string_view json, JsonLimits limits) : json_(json), limits_(limits) {}

  Value document() {
    if (json_.size() > limits_.bytes)
      fail("the JSON must have at most ", limits_.bytes, " bytes; received ", json_.size());
    auto value = parse(0);
    skip_space();
    if (at_ != json_.size()) wrong("the end of the text");
    return value;
  }

 private:
  [[noreturn]] void wrong(const char* expected) const {
    fail("not valid JSON at byte ", at_, ": expected ", expected, "; received ",
         at_ < json_.size() ? quoted(json_.substr(at_, 1)) : "the end of the text");
  }

  void skip_space() { at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size()); }

  bool accept(char c) {
    if (at_ >= json_.size() || json_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool accept_word(std::string_view word) {
    if (json_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Value parse(std::size_t depth) {
    if (depth > limits_.depth)
      fail("the JSON must not be nested deeper than ", limits_.depth, " levels; at byte ", at_);
    skip_space();
    if (accept('{')) return object(depth);
    if (accept('[')) return list(depth);
    if (accept('"')) return string();
    if (accept_word("null")) return nullptr;
    if (accept_word("true")) return true;
    if (accept_word("false")) return false;
    if (accept_word("NaN")) return std::numeric_limits<double>::quiet_NaN();
    if (accept_word("Infinity")) return std::numeric_limits<double>::infinity();
    if (accept_word("-Infinity")) return -std::numeric_limits<double>::infinity();
    return number();
  }

  Value object(std::size_t depth) {
    Object result;
    std::unordered_set<std::string> seen;
    skip_space();
    if (accept('}')) return result;
    do {
      skip_space();
      const auto start = at_;
      if (!accept('"')) wrong("a name in quotes");
      auto key = string();
      if (!seen.insert(key).second)
        fail("the JSON names ", quoted(key), " twice in one object, at byte ", start);
      skip_space();
      if (!accept(':')) wrong("':'");
      result.append_unchecked(std::move(key), parse(depth + 1));
      skip_space();
    } while (accept(','));
    if (!accept('}')) wrong("',' or '}'");
    return result;
  }

  Value list(std::size_t depth) {
    List result;
    skip_space();
    if (accept(']')) return result;
    do {
      result.push_back(parse(depth + 1));
      skip_space();
    } while (accept(','));
    if (!accept(']')) wrong("',' or ']'");
    return result;
  }

  Value number() {
    const auto start = at_;
    const auto digits = [&] {
      const auto first = at_;
      while (at_ < json_.size() && json_[at_] >= '0' && json_[at_] <= '9') ++at_;
      return at_ - first;
    };
    accept('-');
    const bool leading_zero = at_ < json_.size() && json_[at_] == '0';
    const auto whole = digits();
    if (whole == 0) wrong("a value");
    if (leading_zero && whole > 1)
      fail("not valid JSON at byte ", start, ": a number with leading zeros");
    bool integer = true;
    if (accept('.')) {
      integer = false;
      if (digits() == 0) wrong("a digit");
    }
    if (accept('e') || accept('E')) {
      integer = false;
      if (!accept('-')) accept('+');
      if (digits() == 0) wrong("a digit");
    }
    const auto* first = json_.data() + start;
    const auto* last = json_.data() + at_;
    std::int64_t exact = 0;
    if (integer && std::from_chars(first, last, exact).ec == std::errc()) return exact;
    double x = 0;
    if (std::from_chars(first, last, x).ec != std::errc())  // beyond the range of a double
      x = std::strtod(std::string(first, last).c_str(), nullptr);
    return x;
  }

  unsigned hex4() {
    unsigned code = 0;
    if (at_ + 4 > json_.size()) wrong("four hexadecimal digits");
    const auto* first = json_.data() + at_;
    if (std::from_chars(first, first + 4, code, 16).ptr != first + 4 || *first == '-')
      wrong("four hexadecimal digits");
    at_ += 4;
    return code;
  }

  static void append_utf8(std::string& out, unsigned code) {
    const auto byte = [&](unsigned bits) { out += static_cast<char>(bits); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
      byte(0xC0 | code >> 6);
    } else {
      if (code < 0x10000) {
        byte(0xE0 | code >> 12);
      } else {
        byte(0xF0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3F));
      }
      byte(0x80 | (code >> 6 & 0x3F));
    }
    byte(0x80 | (code & 0x3F));
  }

  void escape(std::string& out) {
    if (at_ >= json_.size()) wrong("an escaped character");
    const char c = json_[at_++];
    constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (const auto i = letters.find(c); i != std::string_view::npos) {
      out += meanings[i];
      return;
    }
    if (c != 'u') {
      --at_;
      wrong("an escape");
    }
    auto code = hex4();
    if (code >= 0xD800 && code < 0xDC00 && accept_word("\\u")) {
      const auto low = hex4();
      if (low < 0xDC00 || low > 0xDFFF)
        fail("not valid JSON at byte ", at_, ": half a surrogate pair");
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xD800 && code <= 0xDFFF) {
      fail("not valid JSON at byte ", at_, ": half a surrogate pair");
    }
    append_utf8(out, code);
  }

  /// What was read since `start` must be well-formed.
  void expect_utf8(std::size_t start) const {
    const auto read = json_.substr(0, at_);
    while (start < at_)
      if (!take_code_point(read, start))
        fail("not valid JSON at byte ", start, ": the text is not UTF-8");
  }

  std::string string() {
    std::string out;
    while (true) {
      const auto start = at_;
      while (at_ < json_.size() && json_[at_] != '"' && json_[at_] != '\\' &&
             static_cast<unsigned char>(json_[at_]) >= 0x20)
        ++at_;
      expect_utf8(start);
      out += json_.substr(start, at_ - start);
      if (accept('"')) return out;
      if (!accept('\\')) wrong("'\"'");
      escape(out);
    }
  }

  std::string_view json_;
  JsonLimits limits_;
  std::size_t at_ = 0;
};

class Writer {
 public:
  explicit Writer(std::size_t enough) : enough_(enough) {}

  void write(const Value& value) {
    if (out_.size() >= enough_) return;
    if (value.is_null()) {
      out_ += "null";
    } else if (value.is_bool()) {
      out_ += value.as_bool() ? "true" : "false";
    } else if (value.is_integer()) {
      append(out_, value.as_integer());
    } else if (value.is_number()) {
      number(value.as_number());
    } else if (value.is_string()) {
      string(value.as_string());
    } else if (value.is_list()) {
      sequence('[', ']', value.as_list(), [&](const Value& item) { write(item); });
    } else {
      sequence('{', '}', value.as_object(), [&](const Member& member) {
        string(member.key);
        out_ += ": ";
        write(member.value);
      });
    }
  }

  std::string take() { return std::move(out_); }

 private:
  template <class Items, class Write>
  void sequence(char open, char close, const Items& items, Write write_item) {
    out_ += open;
    bool first = true;
    for (const auto& item : items) {
      if (!first) out_ += ", ";
      first = false;
      write_item(item);
      if (out_.size() >= enough_) return;
    }
    out_ += close;
  }

  void number(double x) {
    if (std::isnan(x)) {
      out_ += "NaN";
    } else if (std::isinf(x)) {
      out_ += x < 0 ? "-Infinity" : "Infinity";
    } else {
      append(out_, x);
    }
  }

  void unicode(unsigned unit) {
    constexpr char hex[] = "0123456789abcdef";
    out_ += {'\\', 'u', hex[unit >> 12], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15]};
  }

  void string(std::string_view text) {
    out_ += '"';
    for (std::size_t at = 0; at < text.size() && out_.size() < enough_;) {
      const auto taken = take_code_point(text, at);
      // A byte that starts no character stands for itself, so that what is written can be read.
      const auto code = taken ? *taken : static_cast<unsigned char>(text[at++]);
      constexpr std::string_view meanings = "\"\\\b\f\n\r\t", letters = "\"\\bfnrt";
      const auto i = code < 0x80 ? meanings.find(static_cast<char>(code)) : std::string_view::npos;
      if (i != std::string_view::npos) {
        out_ += {'\\', letters[i]};
      } else if (code >= 0x20 && code < 0x7F) {
        out_ += static_cast<char>(code);
      } else if (code < 0x10000) {
        unicode(code);
      } else {
        unicode(0xD800 + ((code - 0x10000) >> 10));
        unicode(0xDC00 + ((code - 0x10000) & 0x3FF));
      }
    }
    out_ += '"';
  }

  std::string out_;
  std::size_t enough_;
};

}  // namespace

Value parse_json(std::string_view json, JsonLimits limits) {
  return Parser(json, limits).document();
}

std::string to_json(const Value& value, std::size_t enough) {
  Writer writer(enough);
  writer.write(value);
  return writer.take();
}

}  // namespace keras
