#include "keras/ops/saved_tensor.hpp"

#include "keras/core/config.hpp"
#include "keras/core/error.hpp"
#include "keras/core/nested_lists.hpp"
#include "keras/ops/core.hpp"

namespace keras::ops {
namespace {

/// Nested lists, by default as int32 if all numbers are whole.
Tensor listed(const Value& lists, std::optional<DType> dtype = {}) {
  const auto flat = flattened(lists);
  std::vector<double> values;
  bool whole = true;
  for (const auto* item : flat.items) {
    whole = whole && !(item->is_number() && !item->is_integer());
    values.push_back(item->is_bool() ? item->as_bool() : item->as_number());
  }
  if (dtype) return cast(Tensor(values, flat.shape), *dtype);
  // Values that are known at once, and not when a program runs.
  if (whole) return {std::vector<std::int32_t>(values.begin(), values.end()), flat.shape};
  return {std::vector<float>(values.begin(), values.end()), flat.shape};
}

/// An element of a tensor of `dtype`.
Value item_of(double value, DType dtype) {
  if (dtype == DType::boolean) return value != 0;
  if (!dtype.is_floating()) return static_cast<std::int64_t>(value);
  return value;
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
  return listed(config.at("value"), dtype);
}

Value saved_tensor(const Tensor& tensor) {
  if (!tensor.defined()) return nullptr;
  std::vector<Value> items;
  for (const double value : tensor.to_vector<double>())
    items.push_back(item_of(value, tensor.dtype()));
  auto value = nested(items, tensor.shape());
  if (tensor.spec().weak) return value;
  return Object{
      {"class_name", "__tensor__"},
      {"config", Object{{"value", std::move(value)}, {"dtype", to_value(tensor.dtype())}}}};
}

}  // namespace keras::ops
