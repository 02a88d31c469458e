#include "keras/saving/old_calls.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace keras::saving {
namespace {

/// Whether `value` is the place of a tensor: layer, call, output.
bool is_place(const Value& value) {
  if (!value.is_list() || value.as_list().size() < 3) return false;
  const auto& list = value.as_list();
  return list[0].is_string() && list[1].is_integer() && list[2].is_integer();
}

/// Does `each` to all places that `value` mentions, those in arguments of calls included.
template <class Each>
void for_places(Value& value, const Each& each) {
  if (is_place(value)) each(value.as_list());
  if (value.is_list()) {
    for (auto& item : value.as_list()) for_places(item, each);
  } else if (value.is_object()) {
    for (auto& [key, item] : value.as_object()) for_places(item, each);
  }
}

/// Does `each` to the places that the calls of a model mention.
template <class Each>
void for_calls(Object& config, const Each& each) {
  for (auto& layer : config["layers"].as_list())
    if (auto* nodes = layer.as_object().find("inbound_nodes")) for_places(*nodes, each);
}

std::set<std::string> named(const Object& config, std::initializer_list<const char*> classes) {
  std::set<std::string> names;
  for (const auto& layer : config.at("layers").as_list()) {
    const auto is = [&](const char* name) { return layer.string_at("class_name") == name; };
    if (std::any_of(classes.begin(), classes.end(), is)) names.emplace(layer.string_at("name"));
  }
  return names;
}

}  // namespace

void count_calls_from_zero(Object& config) {
  if (!config.find("layers") || !config.find("output_layers")) return;
  const auto models = named(config, {"Functional", "Model", "Sequential"});
  const auto sequential = named(config, {"Sequential"});
  std::map<std::string, std::int64_t> first;
  const auto look = [&](const List& place) {
    const auto [at, added] = first.emplace(place[0].as_string(), place[1].as_integer());
    at->second = std::min(at->second, place[1].as_integer());
  };
  const auto renumber = [&](const std::set<std::string>& names) {
    return [&](List& place) {
      const auto& name = place[0].as_string();
      if (names.contains(name) && first.at(name) > 0) place[1] = place[1].as_integer() - 1;
    };
  };
  auto& outputs = config["output_layers"];
  for_calls(config, look);
  for_places(outputs, look);
  for_calls(config, renumber(models));
  for_places(outputs, renumber(sequential));
}

}  // namespace keras::saving
