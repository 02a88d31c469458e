#include "keras/optimizers/schedule.hpp"

#include "keras/core/registry_impl.hpp"
#include "keras/optimizers/schedules.hpp"  // whoever names a schedule links all of them

namespace keras::optimizers {

namespace schedules {

Value to_value(const LearningRateSchedule& schedule) {
  if (!schedule.impl_) return nullptr;
  const auto& impl = *schedule.impl_;
  const auto registered_name = impl.registered_name();
  return serialized(registered_name.empty() ? "keras.optimizers.schedules" : "builtins",
                    impl.class_name(), impl.config(), registered_name);
}

}  // namespace schedules

Value to_value(const LearningRate& rate) {
  return rate.schedule().defined() ? to_value(rate.schedule()) : Value(rate.rate());
}

void from_value(const Value& value, LearningRate& rate) {
  if (value.find("class_name")) {
    rate = deserialize<schedules::LearningRateSchedule>(value);
  } else {
    rate = value.as_number();
  }
}

}  // namespace keras::optimizers

template class keras::Registry<keras::optimizers::schedules::LearningRateSchedule>;
