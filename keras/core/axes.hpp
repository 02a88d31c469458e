#pragma once
#include <initializer_list>
#include <optional>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {

/// The axes that an operation works on: `1`, `{0, 1}`, or by default (`{}`, None) all of them.
class Axes {
 public:
  Axes() = default;
  Axes(std::nullopt_t) {}
  Axes(int axis) : axes_(std::in_place, {axis}), single_(true) {}
  Axes(std::initializer_list<int> axes) : axes_(std::in_place, axes) {}
  explicit Axes(std::vector<int> axes) : axes_(std::move(axes)) {}

  /// Whether axes were named at all.
  bool given() const { return axes_.has_value(); }
  void push_back(int axis) {
    if (!axes_) axes_.emplace();
    axes_->push_back(axis);
  }
  int count() const { return axes_ ? static_cast<int>(axes_->size()) : 0; }
  /// The axes counted from the front, in the order given; an error that names `where` if outside.
  std::vector<int> in_order(int rank, const char* where) const;
  /// The axes counted from the front, sorted, each once; all axes if none were named.
  std::vector<int> normalized(int rank, const char* where) const;

  friend bool operator==(const Axes&, const Axes&) = default;
  friend Value to_value(const Axes& axes);
  friend void from_value(const Value& value, Axes& axes);

 private:
  std::optional<std::vector<int>> axes_;
  bool single_ = false;  ///< Given as a number: saved as one.
};

Value to_value(const Axes& axes);
void from_value(const Value& value, Axes& axes);

}  // namespace keras
