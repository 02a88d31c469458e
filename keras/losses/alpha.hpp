#pragma once
#include <initializer_list>
#include <vector>

#include "keras/core/config.hpp"

namespace keras::losses {

/// How much classes count: a number for all of them, or one for each.
class Alpha {
 public:
  Alpha(double alpha) : values_{alpha} {}
  Alpha(std::initializer_list<double> alphas) : values_(alphas), single_(false) {}
  explicit Alpha(std::vector<double> alphas) : values_(std::move(alphas)), single_(false) {}

  const std::vector<double>& values() const { return values_; }

  friend bool operator==(const Alpha&, const Alpha&) = default;
  friend Value to_value(const Alpha& alpha);
  friend void from_value(const Value& value, Alpha& alpha);

 private:
  std::vector<double> values_;
  bool single_ = true;  ///< Saved as a number.
};

Value to_value(const Alpha& alpha);
void from_value(const Value& value, Alpha& alpha);

}  // namespace keras::losses
