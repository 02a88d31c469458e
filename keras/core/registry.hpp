// The classes and functions that a file or a string may name: a closed table, filled by the headers
// that declare them.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/core/naming.hpp"

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
template <class Handle>
class Registry {
 public:
  struct Entry {
    std::string module, class_name;
    std::string registered_name;  ///< "Package>Name" of what is not Keras's, else empty.
    std::function<Handle(const Object& config)> from_config;
  };

  static Registry& instance() {
    static Registry registry;
    return registry;
  }

  void add(Entry entry) {
    const auto name = entry.registered_name.empty() ? entry.class_name : entry.registered_name;
    if (entry.registered_name.empty()) aliases_.emplace(snake_case(entry.class_name), name);
    entries_.insert_or_assign(name, std::move(entry));
  }
  void add_alias(std::string alias, std::string class_name) {
    aliases_.emplace(std::move(alias), std::move(class_name));
  }

  /// By class name, registered name or alias ("glorot_uniform"); nullptr when there is none.
  const Entry* find(std::string_view name) const {
    if (const auto at = entries_.find(name); at != entries_.end()) return &at->second;
    const auto alias = aliases_.find(name);
    return alias == aliases_.end() ? nullptr : &entries_.find(alias->second)->second;
  }

  /// An error with a suggestion when there is no such name.
  const Entry& get(std::string_view name) const {
    if (const auto* entry = find(name)) return *entry;
    std::vector<std::string> known;
    for (const auto& [alias, class_name] : aliases_) known.push_back(alias);
    for (const auto& [class_name, entry] : entries_) known.push_back(class_name);
    fail("unknown ", Handle::kind, " ", keras::quoted(name), suggestion(name, known));
  }

 private:
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<std::string, std::string, std::less<>> aliases_;
};

/// What the table needs of a class that is made from an options struct. Declared where the class is
/// registered and defined beside the class's source, by `template struct keras::Definition<Loss,
/// Hinge, HingeOptions>;` with core/registry_define.hpp: every user of the header would instantiate
/// it otherwise, which costs tens of milliseconds a class.
template <class Handle, class Class, class Options>
struct Definition {
  static Handle from_config(const Object& config);
  static std::vector<Argument> arguments();
};

/// Makes a class known: `inline const Registered<Loss> registered_hinge{"keras.losses", "Hinge",
/// Definition<Loss, Hinge, HingeOptions>::from_config, ...::arguments};` in its header.
template <class Handle>
struct Registered {
  Registered(const char* module, const char* class_name, Handle (*from_config)(const Object&),
             std::vector<Argument> (*arguments)(),
             std::initializer_list<const char*> aliases = {}) {
    auto& registry = Registry<Handle>::instance();
    registry.add({module, class_name, {}, from_config});
    for (const auto* alias : aliases) registry.add_alias(alias, class_name);
    public_objects().push_back({text(module, ".", class_name), arguments});
  }
};

/// `{"module", "class_name", "config", "registered_name"}`, as Keras saves an object.
Object serialized(std::string_view module, std::string_view class_name, Object config,
                  std::string_view registered_name = {});

namespace detail {
/// An error when a saved object's `module` is no string, or a public module other than `home`, the
/// one of its class.
void expect_module(const Object& saved, std::string_view home, std::string_view class_name);
}  // namespace detail

/// What a string or a saved object stands for; an error that says which `Handle::kind` is wrong.
template <class Handle>
Handle deserialize(const Value& value) {
  if (value.is_null()) return {};
  const auto& registry = Registry<Handle>::instance();
  if (value.is_string()) return registry.get(value.as_string()).from_config({});
  const auto& object = value.as_object();
  const auto custom = value.string_at("registered_name");
  const auto* own = custom.empty() ? nullptr : registry.find(custom);
  const auto& class_name = object.at("class_name").as_string();
  const auto module = value.string_at("module");
  if (!own && module.find(".ops") != std::string_view::npos)
    fail("operations (", keras::quoted(module), " ", keras::quoted(class_name),
         ") are not supported as ", Handle::kind, "s");
  const auto& entry = own ? *own : registry.get(class_name);
  if (!own) detail::expect_module(object, entry.module, entry.class_name);
  const auto* config = object.find("config");
  try {
    static const Object none;
    return entry.from_config(config ? config->as_object() : none);
  } catch (const ValueError& error) {
    const std::string_view why = error.what();
    const auto path =
        text(entry.module.substr(std::min(entry.module.size(), entry.module.find('.') + 1)), ".",
             entry.class_name);
    if (why.starts_with(path)) throw;
    fail(path, ": ", why);
  }
}

}  // namespace keras
