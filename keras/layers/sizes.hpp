#pragma once
#include <initializer_list>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"

namespace keras::layers {

/// A whole number for each spatial axis: `3` for all of them, or `{3, 5}`.
class Sizes {
 public:
  Sizes(int all) : numbers_{all}, single_(true) {}
  Sizes(std::initializer_list<int> numbers) : numbers_(numbers) {}
  explicit Sizes(std::vector<int> numbers) : numbers_(std::move(numbers)) {}

  /// One number for each of `axes` axes, at least `least`; an error that names `argument`.
  Sizes resolved(int axes, const char* argument, int least = 1) const;
  int operator[](int axis) const { return numbers_[static_cast<std::size_t>(axis)]; }
  const std::vector<int>& numbers() const { return numbers_; }

  friend Value to_value(const Sizes& sizes);
  friend void from_value(const Value& value, Sizes& sizes);

 private:
  std::vector<int> numbers_;
  bool single_ = false;
};

Value to_value(const Sizes& sizes);
void from_value(const Value& value, Sizes& sizes);

/// What is added to or taken from both ends of each spatial axis: `1` for all, `{1, 2}` for each
/// axis (of one axis: for its ends), or `{{1, 2}, {0, 3}}`.
class Sides {
 public:
  Sides(int all) : given_(all) {}
  Sides(std::initializer_list<Sides> items);

  /// (before, after) for each of `axes` axes; an error that names `argument`.
  Sides resolved(int axes, const char* argument) const;
  const std::vector<std::pair<int, int>>& pairs() const { return pairs_; }

  friend Value to_value(const Sides& sides) { return sides.given_; }
  friend void from_value(const Value& value, Sides& sides) { sides.given_ = value; }

 private:
  Value given_;
  std::vector<std::pair<int, int>> pairs_ = {};
};

Value to_value(const Sides& sides);
void from_value(const Value& value, Sides& sides);

}  // namespace keras::layers
