// keras.constraints
#pragma once
#include "keras/constraints/constraint.hpp"

namespace keras::constraints {

struct NonNegOptions {};
/// Negative weights become 0.
class NonNeg : public Constraint {
 public:
  explicit NonNeg(NonNegOptions options = {});
};

inline const Registered<Constraint> registered_non_neg{
    "keras.constraints",
    "NonNeg",
    from_options<Constraint, NonNeg, NonNegOptions>,
    arguments_of<NonNegOptions>,
    {"nonneg"}};

}  // namespace keras::constraints
