#include "keras/constraints/constraints.hpp"

#include "keras/core/described.hpp"
#include "keras/ops/operators.hpp"

namespace keras::constraints {
namespace {

struct NonNegImpl final : Described<Constraint::Impl, NonNegOptions> {
  using Described::Described;
  std::string_view class_name() const override { return "NonNeg"; }
  Tensor apply(const Tensor& x) const override { return ops::where(x >= 0, x, 0); }
};

}  // namespace

NonNeg::NonNeg(NonNegOptions options) : Constraint(std::make_shared<const NonNegImpl>(options)) {}

}  // namespace keras::constraints
