#include "keras/initializers/initializer.hpp"

#include "keras/core/registry_impl.hpp"
#include "keras/graph/trace.hpp"
#include "keras/initializers/initializers.hpp"  // whoever names an initializer links all of them

namespace keras::initializers {

Initializer::Initializer(const char* name) : Initializer(std::string(name)) {}
Initializer::Initializer(const std::string& name) : Initializer(deserialize<Initializer>(name)) {}

Tensor Initializer::operator()(const Shape& shape, DType dtype) const {
  if (!impl_) fail("initializers: there is no initializer here (None)");
  const graph::TracePause now;  // a first value is a value, not a part of a program
  return impl_->make(shape, dtype);
}

Value to_value(const Initializer& initializer) {
  if (!initializer.impl_) return nullptr;
  const auto& impl = *initializer.impl_;
  return serialized("keras.initializers", impl.class_name(), impl.config(), impl.registered_name());
}

}  // namespace keras::initializers

template class keras::Registry<keras::initializers::Initializer>;
