// keras.metrics.MeanMetricWrapper
#pragma once
#include <functional>

#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

/// Arguments of `MeanMetricWrapper` after the function.
struct MeanMetricWrapperOptions {
  std::optional<std::string> name = {};  ///< "mean_metric_wrapper" by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The weighted mean of a function of (y_true, y_pred), which gives a value for each sample. It
/// cannot be saved with its function; an own struct can.
///
///     MeanMetricWrapper bias([](const Tensor& y_true, const Tensor& y_pred) {
///       return y_pred - y_true;
///     }, {.name = "bias"});
///
/// https://keras.io/api/metrics/base_metric/
class MeanMetricWrapper : public Metric {
 public:
  using Function = std::function<Tensor(const Tensor& y_true, const Tensor& y_pred)>;
  explicit MeanMetricWrapper(Function fn, MeanMetricWrapperOptions options = {});
};

}  // namespace keras::metrics
