#pragma once
#include <initializer_list>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {

/// A whole number, or a list of them, which is not the same as a list of one: `3`, `{1, 4}`.
class Integers {
 public:
  Integers() = default;
  Integers(int number) : numbers_{number}, single_(true) {}
  Integers(std::initializer_list<int> numbers) : numbers_(numbers) {}
  Integers(std::vector<int> numbers) : numbers_(std::move(numbers)) {}

  bool single() const { return single_; }
  int number() const { return numbers_.at(0); }
  const std::vector<int>& list() const { return numbers_; }

  friend bool operator==(const Integers&, const Integers&) = default;
  friend Value to_value(const Integers& integers) {
    return integers.single_ ? Value(integers.numbers_[0]) : to_value(integers.numbers_);
  }
  friend void from_value(const Value& value, Integers& integers) {
    integers.single_ = !value.is_list();
    from_value(integers.single_ ? Value(List{value}) : value, integers.numbers_);
  }

 private:
  std::vector<int> numbers_;
  bool single_ = false;
};

}  // namespace keras
