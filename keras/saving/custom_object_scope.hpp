// Own objects by their registered names.
#pragma once
#include <string>
#include <vector>

#include "keras/saving/custom_objects.hpp"

namespace keras::saving {

/// The registered names ("Package>Name") of all own objects that files may name now, sorted.
std::vector<std::string> get_custom_objects();

/// "Package>Name", by which files name the own struct `D`.
template <class D>
std::string get_registered_name() {
  return own_registered_name<D>();
}

struct RegisteredObjectOptions {
  CustomObjects custom_objects = nullptr;  ///< More own structs to look among.
};
/// Makes an object of kind `Handle` of the registered name from its config; empty when there is
/// none.
template <class Handle>
std::function<Handle(const Object& config)> get_registered_object(
    std::string_view name, RegisteredObjectOptions options = {}) {
  if (options.custom_objects) options.custom_objects();
  const auto* entry = Registry<Handle>::instance().find(name);
  return entry && !entry->registered_name.empty() ? entry->from_config : nullptr;
}

/// Own objects that files may name while it lives.
///
///     const saving::CustomObjectScope scope(types<Block>);
///     const auto model = models::load_model("model.keras");
///
/// https://keras.io/api/models/model_saving_apis/serialization_utils/
class CustomObjectScope {
 public:
  explicit CustomObjectScope(CustomObjects custom_objects);
  ~CustomObjectScope();
  CustomObjectScope(const CustomObjectScope&) = delete;
  CustomObjectScope& operator=(const CustomObjectScope&) = delete;

 private:
  std::vector<std::string> before_;
};

}  // namespace keras::saving

namespace keras::utils {
using saving::CustomObjectScope;
using saving::get_custom_objects;
using saving::get_registered_name;
using saving::get_registered_object;
}  // namespace keras::utils
