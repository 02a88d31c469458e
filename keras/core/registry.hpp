// The classes and functions that a file or a string may name: a closed table, filled by the sources
// that define them.
#pragma once
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {

/// One argument of a public object.
struct Argument {
  std::string name;
  Value default_value;
};

/// Something that users can name, for `keras list`.
struct PublicObject {
  std::string name;  ///< "keras.layers.Dense"
  std::vector<Argument> (*arguments)();
};

/// Every public object that is registered.
std::vector<PublicObject>& public_objects();

/// The table of one kind of object: layers, losses, ... `Handle::kind` is its name in errors.
/// Defined once for each kind, by `template class keras::Registry<Loss>;` with
/// core/registry_impl.hpp: every program would compile all the tables otherwise.
template <class Handle>
class Registry {
 public:
  struct Entry {
    std::string module, class_name;
    std::string registered_name;  ///< "Package>Name" of what is not Keras's, else empty.
    std::function<Handle(const Object& config)> from_config;
  };

  static Registry& instance();

  void add(Entry entry);

  /// Adds a class of Keras, also for `keras list` where it has `arguments`: those that only models
  /// of keras.applications name have none.
  void add(const char* module, const char* class_name, Handle (*from_config)(const Object&),
           std::vector<Argument> (*arguments)(), std::initializer_list<const char*> aliases);

  /// By class name, registered name or alias ("glorot_uniform"); nullptr when there is none.
  const Entry* find(std::string_view name) const;

  /// An error with a suggestion when there is no such name.
  const Entry& get(std::string_view name) const;

  /// What a string or a saved object stands for.
  Handle deserialize(const Value& value) const;

  /// The registered names of what is not Keras's.
  std::vector<std::string> registered_names() const;
  /// Takes one of them out; nothing when there is none.
  void forget(std::string_view registered_name);

 private:
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, std::string, std::less<>> aliases_;
};

/// Makes a class known: `const Registered<Loss> registered_hinge{"keras.losses", "Hinge", ...};` in
/// its source. The header takes the address of one of them, so that a program that includes it
/// links the source, also where only a file names the class:
///
///     extern const Registered<Loss> registered_hinge;
///     [[gnu::used]] inline const auto* const linked_hinge = &registered_hinge;
template <class Handle>
struct Registered {
  Registered(const char* module, const char* class_name, Handle (*from_config)(const Object&),
             std::vector<Argument> (*arguments)(),
             std::initializer_list<const char*> aliases = {}) {
    Registry<Handle>::instance().add(module, class_name, from_config, arguments, aliases);
  }
};

/// `{"module", "class_name", "config", "registered_name"}`, as Keras saves an object.
Object serialized(std::string_view module, std::string_view class_name, Object config,
                  std::string_view registered_name = {});

/// What a string or a saved object stands for; an error that says which `Handle::kind` is wrong.
template <class Handle>
Handle deserialize(const Value& value) {
  return Registry<Handle>::instance().deserialize(value);
}

}  // namespace keras
