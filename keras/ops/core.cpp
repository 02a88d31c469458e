#include "keras/ops/core.hpp"

#include "keras/graph/define.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

struct Cast {
  static constexpr auto name = "cast";
  DType dtype;
  Spec infer(const Spec& x) const { return {x.shape, dtype}; }
  graph::Trait trait() const { return graph::CastTrait{}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return x.dtype().is_floating() ? cast(dy, x.dtype()) : Tensor();
  }
};

struct StopGradient {
  static constexpr auto name = "stop_gradient";
  Spec infer(const Spec& x) const { return x; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
};

}  // namespace

Tensor cast(const Tensor& x, DType dtype) {
  if (any_symbolic(x)) return call_node<cast>(x, dtype);
  return x.dtype() == dtype && !x.spec().weak ? x : graph::apply(Cast{dtype}, x);
}

Tensor stop_gradient(const Tensor& x) {
  if (any_symbolic(x)) return call_node<stop_gradient>(x);
  return graph::apply(StopGradient{}, x);
}

}  // namespace keras::ops
