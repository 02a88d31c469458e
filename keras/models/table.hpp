// Internal: a table for people, drawn with lines.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace keras {

enum class Align : std::uint8_t { left, right, center };

struct Column {
  std::string header;
  Align align = Align::left;
};

/// Cells in columns of fixed widths; what is too long for its column goes on below.
class Table {
 public:
  /// `widths` in characters, with one space on either side. Where the table `may_grow`, columns
  /// become as wide as their longest cell.
  Table(std::vector<Column> columns, std::vector<int> widths, bool may_grow);

  std::string draw(const std::vector<std::vector<std::string>>& rows) const;

 private:
  /// Characters for the left end, the line, the crossings and the right end.
  struct Rule {
    const char *left, *line, *cross, *right;
  };
  std::string rule(const Rule& rule, const std::vector<int>& widths) const;
  std::string lines_of(const std::vector<std::string>& row, const char* bar,
                       const std::vector<int>& widths) const;
  std::string cell(std::size_t column, const std::string& line, int width) const;

  std::vector<Column> columns_;
  std::vector<int> widths_;
  bool may_grow_;
};

}  // namespace keras
