#include "keras/models/table.hpp"

#include <algorithm>

namespace keras {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

int length(const std::string& text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The first `count` characters of `text`.
std::string head(const std::string& text, int count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (begins_character(text[at]) && count-- == 0) break;
  return text.substr(0, at);
}

/// The words of `text` in lines of at most `width` characters; longer words are cut.
std::vector<std::string> wrapped(const std::string& text, int width) {
  if (length(text) <= width) return {text};
  std::vector<std::string> lines(1);
  std::size_t at = 0;
  while (at < text.size()) {
    // A word with the spaces before it.
    auto end = text.find(' ', text.find_first_not_of(' ', at));
    if (end == text.npos) end = text.size();
    auto word = text.substr(at, end - at);
    at = end;
    if (length(lines.back()) + length(word) > width && !lines.back().empty()) {
      lines.emplace_back();
      word.erase(0, word.find_first_not_of(' '));
    }
    for (; length(word) > width; lines.emplace_back()) {
      lines.back() = head(word, width);
      word.erase(0, lines.back().size());
    }
    lines.back() += word;
  }
  return lines;
}

}  // namespace

Table::Table(std::vector<Column> columns, std::vector<int> widths, bool may_grow)
    : columns_(std::move(columns)), widths_(std::move(widths)), may_grow_(may_grow) {}

std::string Table::rule(const Rule& rule, const std::vector<int>& widths) const {
  std::string out = rule.left;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    for (int n = 0; n < widths[i]; ++n) out += rule.line;
    out += i + 1 < widths.size() ? rule.cross : rule.right;
  }
  return out + "\n";
}

std::string Table::cell(std::size_t column, const std::string& line, int width) const {
  const auto room = static_cast<std::size_t>(std::max(0, width - 2 - length(line)));
  const auto align = columns_[column].align;
  const auto before = align == Align::left ? 0 : align == Align::right ? room : room / 2;
  return " " + std::string(before, ' ') + line + std::string(room - before, ' ') + " ";
}

std::string Table::lines_of(const std::vector<std::string>& row, const char* bar,
                            const std::vector<int>& widths) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(wrapped(row[i], std::max(1, widths[i] - 2)));
    height = std::max(height, cells.back().size());
  }
  std::string out;
  for (std::size_t line = 0; line < height; ++line) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      out += bar + cell(i, line < cells[i].size() ? cells[i][line] : "", widths[i]);
    out += std::string(bar) + "\n";
  }
  return out;
}

std::string Table::draw(const std::vector<std::vector<std::string>>& rows) const {
  auto widths = widths_;
  std::vector<std::string> headers;
  for (const auto& column : columns_) headers.push_back(column.header);
  for (std::size_t i = 0; may_grow_ && i < widths.size(); ++i) {
    widths[i] = std::max(widths[i], length(headers[i]) + 2);
    for (const auto& row : rows) widths[i] = std::max(widths[i], length(row[i]) + 2);
  }
  auto out = rule({"┏", "━", "┳", "┓"}, widths) + lines_of(headers, "┃", widths) +
             rule({"┡", "━", "╇", "┩"}, widths);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) out += rule({"├", "─", "┼", "┤"}, widths);
    out += lines_of(rows[i], "│", widths);
  }
  return out + rule({"└", "─", "┴", "┘"}, widths);
}

}  // namespace keras
