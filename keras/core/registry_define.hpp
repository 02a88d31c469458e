// Internal: what the table of classes needs of each, for the sources of the classes. Headers would
// have every user instantiate it, which costs tens of milliseconds a class.
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

/// Whether a class reads its config itself.
template <class Class>
concept ReadsItsConfig = requires(const Object& config) {
  Class::from_config(config);
};

/// Of a class that is made from an options struct.
template <class Handle, class Class, class Options>
struct Definition {
  static Handle from_config(const Object& config) {
    if constexpr (ReadsItsConfig<Class>)
      return Class::from_config(config);
    else
      return Class(options_from<Options>(config));
  }
  static std::vector<Argument> arguments() { return arguments_of<Options>(); }
};

/// Makes a class known by its name and other names.
template <class Handle, class Class, class Options>
Registered<Handle> registered(const char* module, const char* class_name,
                              std::initializer_list<const char*> aliases = {}) {
  return {module, class_name, Definition<Handle, Class, Options>::from_config,
          Definition<Handle, Class, Options>::arguments, aliases};
}

}  // namespace keras
