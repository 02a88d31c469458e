#include "keras/layers/sizes.hpp"

namespace keras::layers {
namespace {

std::pair<int, int> ends(const Value& value, const char* argument) {
  std::pair<int, int> result;
  if (value.is_list()) {
    from_value(value, result);
  } else {
    from_value(value, result.first);
    result.second = result.first;
  }
  if (result.first < 0 || result.second < 0)
    fail(argument, " must have numbers of at least 0; received ", value);
  return result;
}

}  // namespace

Sides::Sides(std::initializer_list<Sides> items) {
  List list;
  for (const auto& item : items) list.push_back(item.given_);
  given_ = std::move(list);
}

Sides Sides::resolved(int axes, const char* argument) const {
  auto result = *this;
  result.pairs_.clear();
  if (axes == 1 || !given_.is_list()) {
    result.pairs_.assign(static_cast<std::size_t>(axes), ends(given_, argument));
  } else {
    const auto& items = given_.as_list();
    if (static_cast<int>(items.size()) != axes)
      fail(argument, " must be a number, ", axes, " numbers or ", axes, " pairs; received ",
           given_);
    for (const auto& item : items) result.pairs_.push_back(ends(item, argument));
  }
  result.given_ = axes == 1 ? keras::to_value(result.pairs_[0]) : keras::to_value(result.pairs_);
  return result;
}

}  // namespace keras::layers
