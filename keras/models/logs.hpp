#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/core/value.hpp"

namespace keras {

/// Named results: what a step, an epoch or an evaluation found. Most are numbers; a metric of
/// several classes or thresholds gives a list.
class Logs {
 public:
  /// The number of that name; an error that lists the names when there is none.
  double operator[](std::string_view name) const;
  /// The number or list of that name.
  const Value& at(std::string_view name) const;
  void set(std::string name, Value value);
  bool contains(std::string_view name) const;
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  std::size_t size() const { return items_.size(); }

 private:
  std::vector<std::pair<std::string, Value>> items_;
};

/// What `fit` returns: for each name, one result an epoch.
class History {
 public:
  /// The numbers of that name.
  std::vector<double> operator[](std::string_view name) const;
  /// The numbers or lists of that name.
  const List& at(std::string_view name) const;
  void append(const Logs& logs);
  std::vector<int> epoch = {};
  auto begin() const { return columns_.begin(); }
  auto end() const { return columns_.end(); }

 private:
  std::vector<std::pair<std::string, List>> columns_;
};

}  // namespace keras
