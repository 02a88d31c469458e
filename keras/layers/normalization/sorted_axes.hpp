// Internal: how two of the layers here save their axes.
#pragma once
#include <algorithm>

#include "keras/core/axes.hpp"

namespace keras::layers {

/// The axes as a sorted list, as Keras saves those of a layer that was built.
inline List sorted_axes(const Axes& axes) {
  const auto value = to_value(axes);
  auto list = value.is_list() ? value.as_list() : List{value};
  std::sort(list.begin(), list.end(),
            [](const Value& a, const Value& b) { return a.as_integer() < b.as_integer(); });
  return list;
}

}  // namespace keras::layers
