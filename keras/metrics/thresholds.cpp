#include "keras/metrics/thresholds.hpp"

namespace keras::metrics {

std::vector<double> Thresholds::or_else(double fallback, const char* class_name) const {
  if (!values_) return {fallback};
  for (const double threshold : *values_)
    if (!(threshold >= 0 && threshold <= 1))
      fail("metrics.", class_name,
           ": thresholds must be in [0, 1]; received thresholds=", to_value(*this));
  if (values_->empty())
    fail("metrics.", class_name, ": thresholds must not be empty; received thresholds=[]");
  return *values_;
}

Value to_value(const Thresholds& thresholds) {
  if (!thresholds.values_) return nullptr;
  if (thresholds.single_) return thresholds.values_->front();
  List list;
  for (const double threshold : *thresholds.values_) list.push_back(threshold);
  return list;
}

void from_value(const Value& value, Thresholds& thresholds) {
  if (value.is_null()) {
    thresholds = {};
  } else if (value.is_list()) {
    std::vector<double> values;
    for (const auto& item : value.as_list()) values.push_back(item.as_number());
    thresholds = Thresholds(std::move(values));
  } else {
    thresholds = value.as_number();
  }
}

}  // namespace keras::metrics
