#include "keras/layers/preprocessing/factor.hpp"

#include <algorithm>
#include <cmath>

#include "keras/core/config.hpp"

namespace keras::layers {

bool Factor::within(double least, double most) const {
  return std::min(low_, high_) >= least && std::max(low_, high_) <= most;
}

Factor Factor::around_zero(double least) const {
  if (range_) return {std::min(low_, high_), std::max(low_, high_)};
  const auto size = std::abs(low_);
  return {std::max(-size, least), size};
}

Value to_value(const Factor& factor) {
  if (!factor.is_range()) return factor.low();
  return List{factor.low(), factor.high()};
}

void from_value(const Value& value, Factor& factor) {
  if (value.is_number()) {
    factor = Factor(value.as_number());
    return;
  }
  std::pair<double, double> range;
  keras::from_value(value, range);
  factor = Factor(range.first, range.second);
}

}  // namespace keras::layers
