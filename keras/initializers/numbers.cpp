#include "keras/initializers/numbers.hpp"

#include "keras/core/nested_lists.hpp"
#include "keras/ops/core.hpp"

namespace keras {

Tensor Numbers::tensor(DType dtype) const { return ops::cast(Tensor(values_, shape_), dtype); }

Value to_value(const Numbers& numbers) {
  if (!numbers.given_) return {};
  if (!numbers.saved_.is_null()) return numbers.saved_;
  return nested({numbers.values_.begin(), numbers.values_.end()}, numbers.shape_);
}

void from_value(const Value& value, Numbers& numbers) {
  if (value.is_null()) {
    numbers = None;
    return;
  }
  const auto* config = value.find("config");  // {"class_name": "__numpy__" or "__tensor__"}
  const auto flat = flattened(config ? config->as_object().at("value") : value);
  std::vector<double> values;
  for (const auto* item : flat.items)
    values.push_back(item->is_bool() ? item->as_bool() : item->as_number());
  numbers.values_ = std::move(values);
  numbers.shape_ = flat.shape;
  numbers.given_ = true;
  numbers.saved_ = value;
}

}  // namespace keras
