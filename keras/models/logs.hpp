#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keras {

/// Named numbers: what a step, an epoch or an evaluation found.
class Logs {
 public:
  /// The number of that name; an error that lists the names when there is none.
  double operator[](std::string_view name) const;
  void set(std::string name, double value);
  bool contains(std::string_view name) const;
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  std::size_t size() const { return items_.size(); }

 private:
  std::vector<std::pair<std::string, double>> items_;
};

/// What `fit` returns: for each name, one number an epoch.
class History {
 public:
  const std::vector<double>& operator[](std::string_view name) const;
  void append(const Logs& logs);
  std::vector<int> epoch = {};
  auto begin() const { return columns_.begin(); }
  auto end() const { return columns_.end(); }

 private:
  std::vector<std::pair<std::string, std::vector<double>>> columns_;
};

}  // namespace keras
