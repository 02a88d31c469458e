// Internal: what the metrics of the library share: options with a name and a dtype, and the config.
#pragma once
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/dtype_policy.hpp"
#include "keras/core/naming.hpp"
#include "keras/core/settings.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::metrics {

inline std::string chosen_name(const std::string& name, const char*) { return name; }
/// The class in snake case, numbered, when no name is given.
inline std::string chosen_name(const std::optional<std::string>& name, const char* class_name) {
  return name ? *name : unique_name(snake_case(class_name));
}

/// A metric as its options.
template <class Options>
struct BuiltIn : Metric::Impl {
  const char* class_;
  Options options;
  DType dtype;

  BuiltIn(const char* class_name, Options o, DType default_dtype = config::floatx())
      : class_(class_name), options(std::move(o)) {
    name = chosen_name(options.name, class_);
    dtype = options.dtype ? options.dtype->compute_dtype() : default_dtype;
  }

  std::string_view class_name() const override { return class_; }
  /// Whether Keras saves this argument.
  virtual bool saves(std::string_view) const { return true; }
  Object config() const override {
    Object config = {{"name", name}, {"dtype", std::string(dtype.name())}};
    for (auto& [key, value] : to_config(options))
      if (!config.contains(key) && saves(key)) config.append_unchecked(key, value);
    return config;
  }

  Variable add_zeros(Shape shape, const char* variable_name, DType variable_dtype = "float32") {
    return add_variable(ops::zeros(std::move(shape), {variable_dtype}), variable_name);
  }
};

}  // namespace keras::metrics
