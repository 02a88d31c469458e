// keras.metrics
#pragma once
#include "keras/core/dtype_policy.hpp"
#include "keras/metrics/metric.hpp"

namespace keras::metrics {

struct MeanOptions {
  std::string name = "mean";
  std::optional<DTypePolicy> dtype = {};
};
/// The weighted mean of all values seen.
class Mean : public Metric {
 public:
  explicit Mean(MeanOptions options = {});
};

struct CategoricalAccuracyOptions {
  std::string name = "categorical_accuracy";
  std::optional<DTypePolicy> dtype = {};
};
/// How often the largest prediction is at the place of the largest label.
class CategoricalAccuracy : public Metric {
 public:
  explicit CategoricalAccuracy(CategoricalAccuracyOptions options = {});
};

inline const Registered<Metric> registered_mean{
    "keras.metrics", "Mean", from_options<Metric, Mean, MeanOptions>, arguments_of<MeanOptions>};
inline const Registered<Metric> registered_categorical_accuracy{
    "keras.metrics", "CategoricalAccuracy",
    from_options<Metric, CategoricalAccuracy, CategoricalAccuracyOptions>,
    arguments_of<CategoricalAccuracyOptions>};

}  // namespace keras::metrics
