#include "keras/saving/own_classes.hpp"

#include <algorithm>
#include <string>

#include "keras/layers/layer.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/models/model.hpp"

namespace keras::saving {
namespace {

constexpr std::string_view layers_of_code[] = {"FlaxLayer", "JaxLayer", "Lambda", "TFSMLayer",
                                               "TorchModuleWrapper"};

bool is_known(std::string_view name) {
  return Registry<Layer>::instance().find(name) || Registry<Model>::instance().find(name) ||
         Registry<Loss>::instance().find(name) || Registry<Metric>::instance().find(name);
}

/// The string member `key`, or "" when there is none.
std::string string_at(const Object& object, std::string_view key) {
  const auto* value = object.find(key);
  return value && value->is_string() ? value->as_string() : std::string();
}

/// How own structs without a package are registered.
std::string own_name(std::string_view name) { return text("Custom>", name); }

/// Only what every layer has: a struct has no use for code.
void replace_code(Object& saved, const std::string& class_name) {
  auto& config = saved["config"].as_object();
  const auto name = string_at(config, "name");
  const auto by_layer = own_name(name), by_class = own_name(class_name);
  if (!is_known(by_layer) && !is_known(by_class))
    fail("layers.", class_name, " ", quoted(name), ": holds code of Python, which is never run; a ",
         "C++ struct named ", quoted(name), " takes its place (custom_objects)");
  saved["registered_name"] = is_known(by_layer) ? by_layer : by_class;
  Object kept;
  for (const auto* key : {"name", "trainable", "dtype"})
    if (const auto* value = config.find(key)) kept[key] = *value;
  config = std::move(kept);
}

void replace_class(Object& saved, const std::string& class_name) {
  const auto registered = string_at(saved, "registered_name");
  if (is_known(class_name) || (!registered.empty() && is_known(registered))) return;
  if (is_known(own_name(class_name))) saved["registered_name"] = own_name(class_name);
}

}  // namespace

Value with_own_classes(Value saved) {
  if (saved.is_list())
    for (auto& item : saved.as_list()) item = with_own_classes(std::move(item));
  if (!saved.is_object()) return saved;
  auto& object = saved.as_object();
  const auto class_name = std::string(saved.string_at("class_name"));
  const auto* config = object.find("config");
  if (!class_name.empty() && config && config->is_object()) {
    const auto& code = layers_of_code;
    if (std::find(std::begin(code), std::end(code), class_name) != std::end(code)) {
      replace_code(object, class_name);
    } else {
      replace_class(object, class_name);
    }
  }
  for (auto& member : object) member.value = with_own_classes(std::move(member.value));
  return saved;
}

}  // namespace keras::saving
