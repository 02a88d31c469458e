#include "keras/regularizers/regularizer.hpp"

#include "keras/core/registry_impl.hpp"
#include "keras/regularizers/regularizers.hpp"  // whoever names a regularizer links all of them

namespace keras::regularizers {

Regularizer::Regularizer(const char* name) : Regularizer(std::string(name)) {}
Regularizer::Regularizer(const std::string& name) : Regularizer(deserialize<Regularizer>(name)) {}

Value to_value(const Regularizer& regularizer) {
  if (!regularizer.impl_) return nullptr;
  const auto& impl = *regularizer.impl_;
  return serialized("keras.regularizers", impl.class_name(), impl.config(), impl.registered_name());
}

}  // namespace keras::regularizers

template class keras::Registry<keras::regularizers::Regularizer>;
