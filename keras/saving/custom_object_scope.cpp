#include "keras/saving/custom_object_scope.hpp"

#include <algorithm>

#include "keras/constraints/constraint.hpp"
#include "keras/initializers/initializer.hpp"
#include "keras/optimizers/schedule.hpp"
#include "keras/regularizers/regularizer.hpp"

namespace keras::saving {
namespace {

/// Calls `visit` with each table of objects that may be own ones.
template <class Visit>
void each_registry(Visit visit) {
  visit(Registry<Layer>::instance());
  visit(Registry<Loss>::instance());
  visit(Registry<Metric>::instance());
  visit(Registry<initializers::Initializer>::instance());
  visit(Registry<regularizers::Regularizer>::instance());
  visit(Registry<constraints::Constraint>::instance());
  visit(Registry<optimizers::schedules::LearningRateSchedule>::instance());
}

}  // namespace

std::vector<std::string> get_custom_objects() {
  std::vector<std::string> names;
  each_registry([&](const auto& registry) {
    for (auto& name : registry.registered_names()) names.push_back(std::move(name));
  });
  std::sort(names.begin(), names.end());
  return names;
}

CustomObjectScope::CustomObjectScope(CustomObjects custom_objects) : before_(get_custom_objects()) {
  custom_objects();
}

CustomObjectScope::~CustomObjectScope() {
  for (const auto& name : get_custom_objects())
    if (!std::binary_search(before_.begin(), before_.end(), name))
      each_registry([&](auto& registry) { registry.forget(name); });
}

}  // namespace keras::saving
