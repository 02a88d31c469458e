#include "keras/losses/alpha.hpp"

namespace keras::losses {

Value to_value(const Alpha& alpha) {
  if (alpha.single_) return alpha.values_.front();
  List list;
  for (const double value : alpha.values_) list.push_back(value);
  return list;
}

void from_value(const Value& value, Alpha& alpha) {
  if (!value.is_list()) {
    alpha = value.as_number();
    return;
  }
  std::vector<double> values;
  for (const auto& item : value.as_list()) values.push_back(item.as_number());
  alpha = Alpha(std::move(values));
}

}  // namespace keras::losses
