#include "keras/core/registry.hpp"

namespace keras {

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

}  // namespace keras
