// Internal: losses among the metrics.
#pragma once
#include "keras/losses/loss.hpp"
#include "keras/metrics/metric.hpp"

namespace keras::metrics {

/// Whether a saved object is a loss.
bool is_loss(const Value& saved);
/// The mean of what the loss gives for each batch, under the name of the loss.
Metric mean_loss(Loss loss);
/// The mean of what the function of a loss gives for each sample.
Metric mean_loss_function(Loss loss);

}  // namespace keras::metrics
