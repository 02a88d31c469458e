#include "keras/quantizers/quantizer.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/registry_impl.hpp"
#include "keras/quantizers.hpp"  // whoever names a quantizer links all of them

namespace keras::quantizers {

Quantizer::Quantizer(const char* name) : Quantizer(std::string(name)) {}
Quantizer::Quantizer(const std::string& name) : Quantizer(deserialize<Quantizer>(name)) {}

Value to_value(const Quantizer& quantizer) {
  if (!quantizer.impl_) return nullptr;
  const auto& impl = *quantizer.impl_;
  return serialized("keras.quantizers", impl.class_name(), impl.config(), impl.registered_name());
}

}  // namespace keras::quantizers

template class keras::Registry<keras::quantizers::Quantizer>;
