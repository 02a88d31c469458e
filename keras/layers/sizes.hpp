#pragma once
#include <initializer_list>
#include <utility>
#include <vector>

#include "keras/core/sizes.hpp"

namespace keras::layers {

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
