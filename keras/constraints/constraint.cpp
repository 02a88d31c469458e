#include "keras/constraints/constraint.hpp"

#include "keras/constraints/constraints.hpp"  // whoever names a constraint links all of them
#include "keras/core/registry_impl.hpp"

namespace keras::constraints {

Constraint::Constraint(const char* name) : Constraint(std::string(name)) {}
Constraint::Constraint(const std::string& name) : Constraint(deserialize<Constraint>(name)) {}

Value to_value(const Constraint& constraint) {
  if (!constraint.impl_) return nullptr;
  const auto& impl = *constraint.impl_;
  return serialized("keras.constraints", impl.class_name(), impl.config(), impl.registered_name());
}

}  // namespace keras::constraints

template class keras::Registry<keras::constraints::Constraint>;
