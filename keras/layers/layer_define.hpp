// Internal: what the sources of layers add to their headers.
#pragma once
#include "keras/core/registry_define.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// A layer read from its config: options that Keras adds to every layer are allowed.
template <class Class, class Options>
Layer layer_from_config(const Object& saved) {
  auto config = saved;
  for (const auto* key : {"batch_input_shape", "batch_shape", "input_shape", "autocast"}) {
    if (!is_argument<Options>(key)) config.erase(key);
  }
  Value activity;
  if (!is_argument<Options>("activity_regularizer"))
    if (const auto* given = config.find("activity_regularizer"))
      activity = *given, config.erase("activity_regularizer");
  const Class layer(options_from<Options>(config));
  if (!activity.is_null()) from_value(activity, layer.impl()->activity_regularizer);
  return layer;
}

}  // namespace keras::layers

namespace keras {

template <class Class, class Options>
struct Definition<Layer, Class, Options> {
  static Layer from_config(const Object& config) {
    if constexpr (ReadsItsConfig<Class>)
      return Class::from_config(config);
    else
      return layers::layer_from_config<Class, Options>(config);
  }
  static std::vector<Argument> arguments() {
    auto arguments = arguments_of<Options>();
    if (!is_argument<Options>("activity_regularizer"))
      arguments.push_back({"activity_regularizer", {}});  // `Layer::activity_regularizer`
    return arguments;
  }
};

}  // namespace keras
