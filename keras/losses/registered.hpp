// Internal: how the losses of the library are registered.
#pragma once
#include "keras/core/registry_define.hpp"
#include "keras/losses/loss.hpp"

namespace keras::losses {

/// Makes a loss known by its class name and other names.
template <class Class, class Options>
Registered<Loss> registered(const char* class_name,
                            std::initializer_list<const char*> aliases = {}) {
  return {"keras.losses", class_name, Definition<Loss, Class, Options>::from_config,
          Definition<Loss, Class, Options>::arguments, aliases};
}

}  // namespace keras::losses
