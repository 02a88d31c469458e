// Internal: the members of the tables, for the sources of the handles. Elsewhere they are only
// declared: a user of all headers would compile every table otherwise, some 5 s.
#pragma once
#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/core/registry.hpp"

namespace keras {

template <class Handle>
Registry<Handle>& Registry<Handle>::instance() {
  static Registry registry;
  return registry;
}

template <class Handle>
void Registry<Handle>::add(Entry entry) {
  const auto name = entry.registered_name.empty() ? entry.class_name : entry.registered_name;
  if (entry.registered_name.empty()) aliases_.emplace(snake_case(entry.class_name), name);
  entries_.insert_or_assign(name, std::move(entry));
}

template <class Handle>
void Registry<Handle>::add_alias(std::string alias, std::string class_name) {
  aliases_.emplace(std::move(alias), std::move(class_name));
}

template <class Handle>
const typename Registry<Handle>::Entry* Registry<Handle>::find(std::string_view name) const {
  if (const auto at = entries_.find(name); at != entries_.end()) return &at->second;
  const auto alias = aliases_.find(name);
  return alias == aliases_.end() ? nullptr : &entries_.find(alias->second)->second;
}

template <class Handle>
const typename Registry<Handle>::Entry& Registry<Handle>::get(std::string_view name) const {
  if (const auto* entry = find(name)) return *entry;
  std::vector<std::string> known;
  for (const auto& [alias, class_name] : aliases_) known.push_back(alias);
  for (const auto& [class_name, entry] : entries_) known.push_back(class_name);
  fail("unknown ", Handle::kind, " ", keras::quoted(name), suggestion(name, known));
}

template <class Handle>
Registered<Handle>::Registered(const char* module, const char* class_name,
                               Handle (*from_config)(const Object&),
                               std::vector<Argument> (*arguments)(),
                               std::initializer_list<const char*> aliases) {
  auto& registry = Registry<Handle>::instance();
  registry.add({module, class_name, {}, from_config});
  for (const auto* alias : aliases) registry.add_alias(alias, class_name);
  public_objects().push_back({text(module, ".", class_name), arguments});
}

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
  const auto* config = object.find("config");
  try {
    return entry.from_config(config ? config->as_object() : Object());
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
