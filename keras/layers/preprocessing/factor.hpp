#pragma once
#include "keras/core/value.hpp"

namespace keras::layers {

/// A number or a range of numbers, for what is drawn at random: `0.2`, `{-0.1, 0.3}`.
class Factor {
 public:
  Factor() = default;
  Factor(double number) : low_(number), high_(number) {}
  Factor(double low, double high) : low_(low), high_(high), range_(true) {}

  double low() const { return low_; }
  double high() const { return high_; }
  bool is_range() const { return range_; }
  /// Whether both ends lie in [least, most].
  bool within(double least, double most) const;
  /// In order; a number stands for [-number, number], but nothing below `least`.
  Factor around_zero(double least) const;

  friend bool operator==(const Factor&, const Factor&) = default;

 private:
  double low_ = 0, high_ = 0;
  bool range_ = false;
};

Value to_value(const Factor& factor);
void from_value(const Value& value, Factor& factor);

}  // namespace keras::layers
