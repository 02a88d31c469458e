#include "keras/core/registry.hpp"

#include <algorithm>

#include "keras/core/registry_impl.hpp"

namespace keras {
namespace {

/// Whether some public object is found in exactly that module.
bool is_public_module(std::string_view module) {
  const auto& objects = public_objects();
  return std::any_of(objects.begin(), objects.end(), [&](const PublicObject& object) {
    return std::string_view(object.name).substr(0, object.name.rfind('.')) == module;
  });
}

}  // namespace

std::vector<PublicObject>& public_objects() {
  static std::vector<PublicObject> objects;
  return objects;
}

Object serialized(std::string_view module, std::string_view class_name, Object config,
                  std::string_view registered_name) {
  return {{"module", module},
          {"class_name", class_name},
          {"config", std::move(config)},
          {"registered_name", registered_name.empty() ? Value() : Value(registered_name)}};
}

void detail::expect_module(const Object& saved, std::string_view home,
                           std::string_view class_name) {
  const auto* module = saved.find("module");
  if (!module || module->is_null()) return;
  if (!module->is_string())
    fail(class_name, ": module must be a string; received module=", *module);
  // Modules that are not public are those of other versions of Keras.
  const auto& name = module->as_string();
  if (name != home && name != "keras" && is_public_module(name))
    fail("there is no ", quoted(name + "." + std::string(class_name)), "; did you mean ",
         quoted(text(home, ".", class_name)), "?");
}

}  // namespace keras
