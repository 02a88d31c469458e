// `get`, `serialize` and `deserialize` of every kind of object: from a name or a saved object to
// the object, and back to what files hold.
//
//     const auto loss = losses::get("mse");
//     const auto saved = losses::serialize(loss);
//
// https://keras.io/api/models/model_saving_apis/serialization_utils/
#pragma once
#include "keras/activations/activation.hpp"
#include "keras/constraints/constraint.hpp"
#include "keras/core/dtype_policy.hpp"
#include "keras/initializers/initializer.hpp"
#include "keras/layers/layer.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/optimizers/optimizer.hpp"
#include "keras/optimizers/schedule.hpp"
#include "keras/regularizers/regularizer.hpp"
#include "keras/saving/custom_objects.hpp"

namespace keras::saving {

struct DeserializeOptions {
  CustomObjects custom_objects = nullptr;  ///< `types<A, B>` for the own structs that are named.
  bool safe_mode = true;  ///< Python's byte code never runs here, whether true or false.
};

/// What files hold of an object: its name, or module, class name, config and registered name.
template <class Handle>
Value serialize_keras_object(const Handle& object) {
  return to_value(object);
}

/// The object of kind `Handle` (a layer, a loss, ...) that a name or a saved object stands for; an
/// error with a suggestion when there is none. None gives an undefined handle.
///
///     const auto layer = saving::deserialize_keras_object<Layer>(config);
template <class Handle>
Handle deserialize_keras_object(const Value& config, DeserializeOptions options = {}) {
  if (options.custom_objects) options.custom_objects();
  Handle object;
  from_value(config, object);
  return object;
}

}  // namespace keras::saving

namespace keras::activations {

inline Activation get(const Value& identifier) {
  return saving::deserialize_keras_object<Activation>(identifier);
}
inline Activation deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Activation>(config, options);
}
inline Value serialize(const Activation& activation) { return to_value(activation); }

}  // namespace keras::activations

namespace keras::constraints {

inline Constraint get(const Value& identifier) {
  return saving::deserialize_keras_object<Constraint>(identifier);
}
inline Constraint deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Constraint>(config, options);
}
inline Value serialize(const Constraint& constraint) { return to_value(constraint); }

}  // namespace keras::constraints

namespace keras::initializers {

inline Initializer get(const Value& identifier) {
  return saving::deserialize_keras_object<Initializer>(identifier);
}
inline Initializer deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Initializer>(config, options);
}
inline Value serialize(const Initializer& initializer) { return to_value(initializer); }

}  // namespace keras::initializers

namespace keras::layers {

inline Layer deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Layer>(config, options);
}
inline Value serialize(const Layer& layer) { return to_value(layer); }

}  // namespace keras::layers

namespace keras::losses {

inline Loss get(const Value& identifier) {
  return saving::deserialize_keras_object<Loss>(identifier);
}
inline Loss deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Loss>(config, options);
}
inline Value serialize(const Loss& loss) { return to_value(loss); }

}  // namespace keras::losses

namespace keras::metrics {

inline Metric get(const Value& identifier) {
  return saving::deserialize_keras_object<Metric>(identifier);
}
inline Metric deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Metric>(config, options);
}
inline Value serialize(const Metric& metric) { return to_value(metric); }

}  // namespace keras::metrics

namespace keras::optimizers {

inline Optimizer get(const Value& identifier) {
  return saving::deserialize_keras_object<Optimizer>(identifier);
}
inline Optimizer deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Optimizer>(config, options);
}
inline Value serialize(const Optimizer& optimizer) { return to_value(optimizer); }

}  // namespace keras::optimizers

namespace keras::optimizers::schedules {

inline LearningRateSchedule deserialize(const Value& config,
                                        saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<LearningRateSchedule>(config, options);
}
inline Value serialize(const LearningRateSchedule& learning_rate_schedule) {
  return to_value(learning_rate_schedule);
}

}  // namespace keras::optimizers::schedules

namespace keras::regularizers {

inline Regularizer get(const Value& identifier) {
  return saving::deserialize_keras_object<Regularizer>(identifier);
}
inline Regularizer deserialize(const Value& config, saving::DeserializeOptions options = {}) {
  return saving::deserialize_keras_object<Regularizer>(config, options);
}
inline Value serialize(const Regularizer& regularizer) { return to_value(regularizer); }

}  // namespace keras::regularizers
