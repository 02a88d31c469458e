// Internal: how the metrics of the library are registered.
#pragma once
#include "keras/core/registry_define.hpp"
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

/// Makes a metric known by its class name and other names.
template <class Class, class Options>
Registered<Metric> registered(const char* class_name,
                              std::initializer_list<const char*> aliases = {}) {
  return {"keras.metrics", class_name, Definition<Metric, Class, Options>::from_config,
          Definition<Metric, Class, Options>::arguments, aliases};
}

}  // namespace keras::metrics
