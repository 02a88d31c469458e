#include "keras/constraints/constraints.hpp"

#include <functional>

#include "keras/core/described.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/operators.hpp"

namespace keras::constraints {
namespace {

using Function = std::function<Tensor(const Tensor& weights)>;

/// A constraint as its options and a function.
template <class Options>
struct BuiltIn final : Described<Constraint::Impl, Options> {
  const char* name;
  Function function;
  BuiltIn(const char* class_name, Options options, Function f)
      : Described<Constraint::Impl, Options>(std::move(options)),
        name(class_name),
        function(std::move(f)) {}
  std::string_view class_name() const override { return name; }
  Tensor apply(const Tensor& x) const override { return function(x); }
};

template <class Options>
Constraint built_in(const char* class_name, Options options, Function function) {
  return Constraint(std::make_shared<const BuiltIn<Options>>(class_name, std::move(options),
                                                             std::move(function)));
}

/// The lengths of the vectors along `axis`.
Tensor lengths(const Tensor& x, const Axes& axis) {
  return ops::sqrt(ops::sum(ops::square(x), {.axis = axis, .keepdims = true}));
}

}  // namespace

MaxNorm::MaxNorm(MaxNormOptions options)
    : Constraint(built_in("MaxNorm", options, [options](const Tensor& x) {
        const auto length = lengths(x, options.axis);
        return x * (ops::clip(length, 0.0, options.max_value) / (config::epsilon() + length));
      })) {}

NonNeg::NonNeg(NonNegOptions options)
    : Constraint(built_in("NonNeg", options, [](const Tensor& x) { return ops::maximum(x, 0); })) {}

UnitNorm::UnitNorm(UnitNormOptions options)
    : Constraint(built_in("UnitNorm", options, [options](const Tensor& x) {
        return x / (config::epsilon() + lengths(x, options.axis));
      })) {}

MinMaxNorm::MinMaxNorm(MinMaxNormOptions options)
    : Constraint(built_in("MinMaxNorm", options, [options](const Tensor& x) {
        const auto length = lengths(x, options.axis);
        const auto within = ops::clip(length, options.min_value, options.max_value);
        const auto desired = options.rate * within + (1 - options.rate) * length;
        return x * (desired / (config::epsilon() + length));
      })) {}

const Registered<Constraint> registered_max_norm =
    registered<Constraint, MaxNorm, MaxNormOptions>("keras.constraints", "MaxNorm");
const Registered<Constraint> registered_non_neg =
    registered<Constraint, NonNeg, NonNegOptions>("keras.constraints", "NonNeg", {"nonneg"});
const Registered<Constraint> registered_unit_norm =
    registered<Constraint, UnitNorm, UnitNormOptions>("keras.constraints", "UnitNorm");
const Registered<Constraint> registered_min_max_norm =
    registered<Constraint, MinMaxNorm, MinMaxNormOptions>("keras.constraints", "MinMaxNorm");

}  // namespace keras::constraints
