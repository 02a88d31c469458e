#include "keras/core/nested_lists.hpp"

#include "keras/core/error.hpp"

namespace keras {
namespace {

void collect(const Value& value, int axis, NestedLists& out) {
  if (axis == out.shape.rank()) return out.items.push_back(&value);
  const auto& list = value.as_list();
  if (static_cast<std::int64_t>(list.size()) != out.shape[axis])
    fail("must have rows of one length; received ", value);
  for (const auto& item : list) collect(item, axis + 1, out);
}

Value nested_from(const std::vector<Value>& items, const Shape& shape, int axis,
                  std::size_t& next) {
  if (axis == shape.rank()) return items[next++];
  List list;
  for (std::int64_t i = 0; i < shape[axis]; ++i)
    list.push_back(nested_from(items, shape, axis + 1, next));
  return list;
}

}  // namespace

NestedLists flattened(const Value& lists) {
  NestedLists result;
  for (const auto* level = &lists; level->is_list(); level = &level->as_list()[0]) {
    result.shape.push_back(static_cast<std::int64_t>(level->as_list().size()));
    if (level->as_list().empty()) break;
  }
  collect(lists, 0, result);
  return result;
}

Value nested(const std::vector<Value>& items, const Shape& shape) {
  std::size_t next = 0;
  return nested_from(items, shape, 0, next);
}

}  // namespace keras
