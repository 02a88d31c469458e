// keras.constraints
#pragma once
#include "keras/constraints/constraint.hpp"
#include "keras/core/axes.hpp"

namespace keras::constraints {

struct MaxNormOptions {
  double max_value = 2;
  Axes axis = 0;
};
/// Vectors along `axis` that are longer than `max_value` are shortened to it.
class MaxNorm : public Constraint {
 public:
  explicit MaxNorm(double max_value) : MaxNorm(MaxNormOptions{max_value}) {}
  explicit MaxNorm(MaxNormOptions options = {});
};

struct NonNegOptions {};
/// Negative weights become 0.
class NonNeg : public Constraint {
 public:
  explicit NonNeg(NonNegOptions options = {});
};

struct UnitNormOptions {
  Axes axis = 0;
};
/// Vectors along `axis` get length 1.
class UnitNorm : public Constraint {
 public:
  explicit UnitNorm(UnitNormOptions options = {});
};

struct MinMaxNormOptions {
  double min_value = 0.0, max_value = 1.0;
  double rate = 1.0;  ///< How far to go: 1 all the way to the limits, 0 not at all.
  Axes axis = 0;
};
/// Vectors along `axis` get a length in [min_value, max_value].
class MinMaxNorm : public Constraint {
 public:
  explicit MinMaxNorm(MinMaxNormOptions options = {});
};

extern const Registered<Constraint> registered_max_norm;
[[gnu::used]] inline const auto* const linked_max_norm = &registered_max_norm;

}  // namespace keras::constraints
