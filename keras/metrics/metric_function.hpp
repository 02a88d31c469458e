// Internal: metrics that a file gives as functions.
#pragma once
#include <string>

#include "keras/metrics/metric.hpp"

namespace keras::metrics {

/// The metric under the name of a function, as which it is saved again.
Metric metric_function(const Metric& metric, std::string name);
/// How a function is saved.
Value saved_function(const std::string& name);

}  // namespace keras::metrics
