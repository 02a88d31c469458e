// Internal: the definition of `Definition`, for the sources of the classes.
#pragma once
#include "keras/core/registry.hpp"

namespace keras {

/// The members of an options struct as arguments with their defaults.
template <class Options>
std::vector<Argument> arguments_of() {
  std::vector<Argument> arguments;
  const Options defaults;
  reflect::for_each(defaults, [&](std::string_view name, const auto& member) {
    arguments.push_back({std::string(name), to_value(member)});
  });
  return arguments;
}

template <class Handle, class Class, class Options>
Handle Definition<Handle, Class, Options>::from_config(const Object& config) {
  return Class(options_from<Options>(config));
}

template <class Handle, class Class, class Options>
std::vector<Argument> Definition<Handle, Class, Options>::arguments() {
  return arguments_of<Options>();
}

}  // namespace keras
