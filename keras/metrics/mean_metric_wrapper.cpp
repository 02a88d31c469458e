#include "keras/metrics/mean_metric_wrapper.hpp"

#include "keras/metrics/mean_of.hpp"

namespace keras::metrics {

MeanMetricWrapper::MeanMetricWrapper(Function fn, MeanMetricWrapperOptions options)
    : Metric(mean_of("MeanMetricWrapper", std::move(options), std::move(fn))) {}

}  // namespace keras::metrics
