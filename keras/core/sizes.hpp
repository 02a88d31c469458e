#pragma once
#include "keras/core/integers.hpp"

namespace keras {

/// A whole number for each spatial axis: `3` for all of them, or `{3, 5}`.
class Sizes : public Integers {
 public:
  using Integers::Integers;

  /// One number for each of `axes` axes, at least `least`; an error that names `argument`.
  Sizes resolved(int axes, const char* argument, int least = 1) const;
  int operator[](int axis) const { return list()[static_cast<std::size_t>(axis)]; }
};

}  // namespace keras
