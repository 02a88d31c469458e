#pragma once
#include <initializer_list>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {

/// A whole number for each spatial axis: `3` for all of them, or `{3, 5}`.
class Sizes {
 public:
  Sizes() = default;
  Sizes(int all) : numbers_{all}, single_(true) {}
  Sizes(std::initializer_list<int> numbers) : numbers_(numbers) {}
  explicit Sizes(std::vector<int> numbers) : numbers_(std::move(numbers)) {}

  /// One number for each of `axes` axes, at least `least`; an error that names `argument`.
  Sizes resolved(int axes, const char* argument, int least = 1) const;
  int operator[](int axis) const { return numbers_[static_cast<std::size_t>(axis)]; }
  const std::vector<int>& numbers() const { return numbers_; }

  friend bool operator==(const Sizes&, const Sizes&) = default;
  friend Value to_value(const Sizes& sizes);
  friend void from_value(const Value& value, Sizes& sizes);

 private:
  std::vector<int> numbers_;
  bool single_ = false;
};

Value to_value(const Sizes& sizes);
void from_value(const Value& value, Sizes& sizes);

}  // namespace keras
