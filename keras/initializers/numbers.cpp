#include "keras/initializers/numbers.hpp"

#include "keras/ops/core.hpp"

namespace keras {
namespace {

/// The elements from `next` on, nested as the axes of `shape` from `axis` on.
Value nested(const std::vector<double>& values, const Shape& shape, int axis, std::size_t& next) {
  if (axis == shape.rank()) return values[next++];
  List list;
  for (std::int64_t i = 0; i < shape[axis]; ++i)
    list.push_back(nested(values, shape, axis + 1, next));
  return list;
}

void collect(const Value& value, int axis, const Shape& shape, std::vector<double>& out) {
  if (axis == shape.rank()) return out.push_back(value.as_number());
  const auto& list = value.as_list();
  if (static_cast<std::int64_t>(list.size()) != shape[axis])
    fail("must have rows of one length; received ", value);
  for (const auto& item : list) collect(item, axis + 1, shape, out);
}

}  // namespace

Tensor Numbers::tensor(DType dtype) const { return ops::cast(Tensor(values_, shape_), dtype); }

Value to_value(const Numbers& numbers) {
  if (!numbers.saved_.is_null()) return numbers.saved_;
  std::size_t next = 0;
  return nested(numbers.values_, numbers.shape_, 0, next);
}

void from_value(const Value& value, Numbers& numbers) {
  const auto* config = value.find("config");  // {"class_name": "__numpy__" or "__tensor__"}
  const auto& array = config ? config->as_object().at("value") : value;
  Shape shape;
  for (const auto* level = &array; level->is_list(); level = &level->as_list()[0]) {
    shape.push_back(static_cast<std::int64_t>(level->as_list().size()));
    if (level->as_list().empty()) break;
  }
  std::vector<double> values;
  collect(array, 0, shape, values);
  numbers.values_ = std::move(values);
  numbers.shape_ = std::move(shape);
  numbers.saved_ = value;
}

}  // namespace keras
