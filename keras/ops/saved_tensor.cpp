#include "keras/ops/saved_tensor.hpp"

#include "keras/core/config.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"

namespace keras::ops {
namespace {

/// The shape of nested lists, by their first items.
Shape shape_of(const Value& lists) {
  Shape shape;
  for (const auto* level = &lists; level->is_list(); level = &level->as_list()[0]) {
    shape.push_back(static_cast<std::int64_t>(level->as_list().size()));
    if (level->as_list().empty()) break;
  }
  return shape;
}

void collect(const Value& value, int axis, const Shape& shape, std::vector<double>& out,
             bool& whole) {
  if (axis == shape.rank()) {
    whole = whole && !(value.is_number() && !value.is_integer());
    return out.push_back(value.is_bool() ? value.as_bool() : value.as_number());
  }
  const auto& list = value.as_list();
  if (static_cast<std::int64_t>(list.size()) != shape[axis])
    fail("must have rows of one length; received ", value);
  for (const auto& item : list) collect(item, axis + 1, shape, out, whole);
}

/// Nested lists: int32 if all numbers are whole.
Tensor listed(const Value& lists) {
  const auto shape = shape_of(lists);
  std::vector<double> values;
  bool whole = true;
  collect(lists, 0, shape, values, whole);
  // Values that are known at once, and not when a program runs.
  if (whole) return Tensor(std::vector<std::int32_t>(values.begin(), values.end()), shape);
  return Tensor(std::vector<float>(values.begin(), values.end()), shape);
}

Value nested(const std::vector<double>& values, const Tensor& tensor, int axis, std::size_t& next) {
  if (axis == tensor.rank()) {
    const double value = values[next++];
    if (tensor.dtype() == DType::boolean) return value != 0;
    if (!tensor.dtype().is_floating()) return static_cast<std::int64_t>(value);
    return value;
  }
  List list;
  for (std::int64_t i = 0; i < tensor.shape(axis); ++i)
    list.push_back(nested(values, tensor, axis + 1, next));
  return list;
}

}  // namespace

Tensor tensor_from(const Value& saved) {
  if (saved.is_null()) return {};
  if (saved.is_bool()) return saved.as_bool();
  if (saved.is_integer()) return Tensor(saved.as_integer());
  if (saved.is_number()) return saved.as_number();
  if (saved.is_list()) return listed(saved);
  const auto kind = saved.string_at("class_name");
  if (kind != "__numpy__" && kind != "__tensor__") fail("a tensor is wanted; received ", saved);
  const auto& config = saved.as_object().at("config").as_object();
  DType dtype;
  from_value(config.at("dtype"), dtype);
  return cast(listed(config.at("value")), dtype);
}

Value saved_tensor(const Tensor& tensor) {
  if (!tensor.defined()) return nullptr;
  std::size_t next = 0;
  auto value = nested(tensor.to_vector<double>(), tensor, 0, next);
  if (tensor.spec().weak) return value;
  return Object{
      {"class_name", "__tensor__"},
      {"config", Object{{"value", std::move(value)}, {"dtype", to_value(tensor.dtype())}}}};
}

}  // namespace keras::ops
