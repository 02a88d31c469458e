// Arrays as nested lists, which is how configurations hold them.
#pragma once
#include <vector>

#include "keras/core/shape.hpp"
#include "keras/core/value.hpp"

namespace keras {

/// The items of nested lists in row-major order.
struct NestedLists {
  Shape shape = {};
  std::vector<const Value*> items = {};  ///< Alive as long as the lists.
};

/// An error unless all lists at one depth have the length of the first. No list is a scalar.
NestedLists flattened(const Value& lists);

/// The opposite.
Value nested(const std::vector<Value>& items, const Shape& shape);

}  // namespace keras
