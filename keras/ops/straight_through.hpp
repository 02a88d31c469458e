// Internal: values whose gradients are those of other values.
#pragma once
#include "keras/graph/define.hpp"

namespace keras::ops {

/// The value of the first input with the gradient of the second: rounding that gradients pass.
struct StraightThrough {
  static constexpr auto name = "straight_through";
  Spec infer(const Spec& value, const Spec&) const { return value; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, const Tensor&, const Tensor& dy) const {
    return {{}, dy};
  }
};

inline Tensor straight_through(const Tensor& value, const Tensor& surrogate) {
  return graph::apply(StraightThrough{}, value, surrogate);
}

}  // namespace keras::ops
