#pragma once
#include <initializer_list>
#include <optional>
#include <vector>

#include "keras/core/config.hpp"

namespace keras::metrics {

/// Above which predictions count as positive: `0.7`, `{0.2, 0.8}`, or by default (`{}`) the
/// metric's own choice.
class Thresholds {
 public:
  Thresholds() = default;
  Thresholds(std::nullopt_t) {}
  Thresholds(double threshold) : values_(std::in_place, {threshold}), single_(true) {}
  Thresholds(std::initializer_list<double> thresholds) : values_(std::in_place, thresholds) {}
  explicit Thresholds(std::vector<double> thresholds) : values_(std::move(thresholds)) {}

  /// The thresholds, or `fallback` alone; an error that names `class_name` if any is not in [0, 1].
  std::vector<double> or_else(double fallback, const char* class_name) const;

  friend bool operator==(const Thresholds&, const Thresholds&) = default;
  friend Value to_value(const Thresholds& thresholds);
  friend void from_value(const Value& value, Thresholds& thresholds);

 private:
  std::optional<std::vector<double>> values_;
  bool single_ = false;  ///< Given as a number: saved as one.
};

Value to_value(const Thresholds& thresholds);
void from_value(const Value& value, Thresholds& thresholds);

}  // namespace keras::metrics
