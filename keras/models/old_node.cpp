#include "keras/models/old_node.hpp"

#include "keras/core/error.hpp"

namespace keras {
namespace {

/// Whether `value` is the place of a tensor: layer, call, output.
bool is_place(const Value& value) {
  if (!value.is_list() || value.as_list().size() < 3) return false;
  const auto& list = value.as_list();
  return list[0].is_string() && list[1].is_integer() && list[2].is_integer();
}

Value tensor_at(const Value& place) {
  const auto& list = place.as_list();
  return Object{{"class_name", "__keras_tensor__"},
                {"config", Object{{"keras_history", List{list[0], list[1], list[2]}}}}};
}

/// A keyword argument, in which places stand for tensors.
Value modern_argument(const Value& value) {
  if (is_place(value)) return tensor_at(value);
  if (!value.is_list()) return value;
  List items;
  for (const auto& item : value.as_list()) items.push_back(modern_argument(item));
  return items;
}

}  // namespace

Value modern_node(const Value& node) {
  if (!node.is_list()) return node;
  List inputs;
  Object kwargs;
  for (const auto& place : node.as_list()) {
    if (!is_place(place))
      fail("a place of a tensor must be [layer, call, output]; received ", place);
    inputs.push_back(tensor_at(place));
    if (place.as_list().size() < 4) continue;
    for (const auto& [key, value] : place.as_list()[3].as_object())
      kwargs[key] = modern_argument(value);
  }
  auto args = inputs.size() == 1 ? inputs : List{Value(std::move(inputs))};
  return Object{{"args", std::move(args)}, {"kwargs", std::move(kwargs)}};
}

}  // namespace keras
