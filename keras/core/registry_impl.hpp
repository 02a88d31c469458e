// The definition of `Registry`, for the one source of each kind of object.
#pragma once
#include <algorithm>
#include <utility>

#include "keras/core/naming.hpp"
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
void Registry<Handle>::add(const char* module, const char* class_name,
                           Handle (*from_config)(const Object&),
                           std::vector<Argument> (*arguments)(),
                           std::initializer_list<const char*> aliases) {
  add({module, class_name, {}, from_config});
  for (const auto* alias : aliases) aliases_.emplace(alias, class_name);
  if (arguments) public_objects().push_back({text(module, ".", class_name), arguments});
}

template <class Handle>
auto Registry<Handle>::find(std::string_view name) const -> const Entry* {
  if (const auto at = entries_.find(name); at != entries_.end()) return &at->second;
  const auto alias = aliases_.find(name);
  return alias == aliases_.end() ? nullptr : &entries_.find(alias->second)->second;
}

template <class Handle>
auto Registry<Handle>::get(std::string_view name) const -> const Entry& {
  if (const auto* entry = find(name)) return *entry;
  std::vector<std::string> known;
  for (const auto& [alias, class_name] : aliases_) known.push_back(alias);
  for (const auto& [class_name, entry] : entries_) known.push_back(class_name);
  fail("unknown ", Handle::kind, " ", keras::quoted(name), suggestion(name, known));
}

template <class Handle>
std::vector<std::string> Registry<Handle>::registered_names() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_)
    if (!entry.registered_name.empty()) names.push_back(name);
  return names;
}

template <class Handle>
void Registry<Handle>::forget(std::string_view registered_name) {
  const auto at = entries_.find(registered_name);
  if (at != entries_.end() && !at->second.registered_name.empty()) entries_.erase(at);
}

namespace detail {
/// An error when a saved object's `module` is no string, or a public module other than `home`, the
/// one of its class.
void expect_module(const Object& saved, std::string_view home, std::string_view class_name);
}  // namespace detail

template <class Handle>
Handle Registry<Handle>::deserialize(const Value& value) const {
  if (value.is_null()) return {};
  if (value.is_string()) return get(value.as_string()).from_config({});
  const auto& object = value.as_object();
  const auto custom = value.string_at("registered_name");
  const auto* own = custom.empty() ? nullptr : find(custom);
  const auto& class_name = object.at("class_name").as_string();
  const auto module = value.string_at("module");
  if (!own && module.find(".ops") != std::string_view::npos)
    fail("operations (", keras::quoted(module), " ", keras::quoted(class_name),
         ") are not supported as ", Handle::kind, "s");
  const auto& entry = own ? *own : get(class_name);
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
