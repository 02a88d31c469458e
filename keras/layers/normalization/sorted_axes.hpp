// Internal: the axes of two of the layers here.
#pragma once
#include <algorithm>

#include "keras/core/axes.hpp"
#include "keras/core/shape.hpp"

namespace keras::layers {

/// The axes as a sorted list, as Keras saves those of a layer that was built.
inline List sorted_axes(const Axes& axes) {
  const auto value = to_value(axes);
  auto list = value.is_list() ? value.as_list() : List{value};
  std::sort(list.begin(), list.end(),
            [](const Value& a, const Value& b) { return a.as_integer() < b.as_integer(); });
  return list;
}

/// The lengths of `input` along the axes, sorted as they were given: -1 comes before 1, as in
/// Keras.
inline Shape lengths_along(const Axes& axes, const Shape& input, const char* where) {
  axes.normalized(input.rank(), where);
  Shape lengths;
  for (const auto& axis : sorted_axes(axes))
    lengths.push_back(
        input[Axes(static_cast<int>(axis.as_integer())).in_order(input.rank(), where).front()]);
  return lengths;
}

}  // namespace keras::layers
