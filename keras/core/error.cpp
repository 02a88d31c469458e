#include "keras/core/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace keras {
namespace {

template <class T>
void append_number(std::string& out, T x) {
  if (std::isnan(x)) return append(out, "nan");
  if (std::isinf(x)) return append(out, x < 0 ? "-inf" : "inf");
  char buffer[64];
  const auto magnitude = std::abs(x);
  const bool plain = magnitude == 0 || (magnitude >= T(1e-4) && magnitude < T(1e16));
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, x, format).ptr;
  const std::string_view digits(buffer, static_cast<std::size_t>(end - buffer));
  out += digits;
  if (plain && digits.find('.') == std::string_view::npos) out += ".0";
}

constexpr std::size_t edit = 100;  // what an edit counts; another case of a letter counts 1

/// How far `a` is from `b`: letters inserted, left out, replaced or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto replacing = [&](char x, char y) {
    return x == y ? 0 : lower(x) == lower(y) ? std::size_t{1} : edit;
  };
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j * edit;
  for (std::size_t i = 0; i < a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] = last[0] + edit;
    for (std::size_t j = 0; j < b.size(); ++j) {
      row[j + 1] = std::min({last[j + 1] + edit, row[j] + edit, last[j] + replacing(a[i], b[j])});
      const bool swapped =
          i > 0 && j > 0 && lower(a[i]) == lower(b[j - 1]) && lower(a[i - 1]) == lower(b[j]);
      if (swapped) row[j + 1] = std::min(row[j + 1], before[j - 1] + edit);
    }
  }
  return row.back();
}

constexpr std::size_t longest_compared = 64;
constexpr std::size_t longest_quoted = 60;
constexpr std::size_t longest_list = 200;

}  // namespace

void append(std::string& out, double part) { append_number(out, part); }
void append(std::string& out, float part) { append_number(out, part); }

std::string quoted(std::string_view name) {
  std::string out = "'";
  for (const unsigned char c : name.substr(0, longest_quoted)) {
    const char hex[] = "0123456789abcdef";
    if (c >= 32 && c != 127) {
      out += static_cast<char>(c);
    } else {
      out += {'\\', 'x', hex[c / 16], hex[c % 16]};
    }
  }
  // A character cut in two by the limit would not be printable: drop its bytes.
  if (name.size() > longest_quoted) {
    while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) out.pop_back();
    if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0) out.pop_back();
    out += "...";
  }
  return out + "'";
}

std::string suggestion(std::string_view name, std::span<const std::string> known) {
  if (name.size() <= longest_compared) {
    const std::string* best = nullptr;
    std::size_t least = (std::max<std::size_t>(2, name.size() / 3) + 1) * edit;
    for (const auto& candidate : known) {
      if (const auto d = distance(name, candidate); d < least) least = d, best = &candidate;
    }
    if (best) return text("; did you mean '", *best, "'?");
  }
  std::string out = "; expected one of: ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (out.size() + known[i].size() > longest_list) return out + ", ...";
    append(out, i > 0 ? ", " : "");
    append(out, known[i]);
  }
  return out;
}

}  // namespace keras
