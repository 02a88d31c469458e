#include "keras/core/axes.hpp"

#include <algorithm>
#include <numeric>

namespace keras {

std::vector<int> Axes::in_order(int rank, const char* where) const {
  std::vector<int> result;
  for (const int axis : axes_.value_or(std::vector<int>()))
    result.push_back(normalize_axis(axis, rank, where));
  return result;
}

std::vector<int> Axes::normalized(int rank, const char* where) const {
  std::vector<int> result;
  if (!axes_) {
    result.resize(static_cast<std::size_t>(rank));
    std::iota(result.begin(), result.end(), 0);
    return result;
  }
  result = in_order(rank, where);
  std::sort(result.begin(), result.end());
  if (std::adjacent_find(result.begin(), result.end()) != result.end())
    fail(where, ": axis must name each axis once; received axis=", *axes_);
  return result;
}

Value to_value(const Axes& axes) {
  if (!axes.axes_) return nullptr;
  if (axes.single_) return axes.axes_->front();
  return to_value(*axes.axes_);
}

void from_value(const Value& value, Axes& axes) {
  axes = {};
  if (value.is_null()) return;
  if (value.is_list()) {
    from_value(value, axes.axes_.emplace());
    return;
  }
  axes.axes_.emplace(1);
  axes.single_ = true;
  from_value(value, axes.axes_->front());
}

}  // namespace keras
