#include "keras/metrics/correlation.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/metrics/mean_of.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

std::pair<Tensor, Tensor> matched(const Tensor& y_true, const Tensor& y_pred) {
  return losses::squeeze_or_expand(ops::converted(y_true, y_pred.dtype()), y_pred);
}

}  // namespace

Tensor pearson_correlation(const Tensor& y_true, const Tensor& y_pred, int axis) {
  const auto standard = [axis](const Tensor& x) {
    const auto centred = x - ops::mean(x, {.axis = axis, .keepdims = true});
    return centred / ops::std(centred, {.axis = axis, .keepdims = true});
  };
  const auto [a, b] = matched(y_true, y_pred);
  return ops::mean(standard(a) * standard(b), {.axis = axis});
}

Tensor concordance_correlation(const Tensor& y_true, const Tensor& y_pred, int axis) {
  const auto [a, b] = matched(y_true, y_pred);
  const ops::ReduceOptions along = {.axis = axis, .keepdims = true};
  const auto a_mean = ops::mean(a, along), b_mean = ops::mean(b, along);
  // Both are centred on the predictions' mean: that is what Keras computes.
  const auto covariance = (a - b_mean) * (b - b_mean);
  const auto norm =
      ops::var(a - a_mean, along) + ops::var(b - b_mean, along) + ops::square(a_mean - b_mean);
  return ops::mean(2 * covariance / (norm + config::epsilon()), {.axis = axis});
}

PearsonCorrelation::PearsonCorrelation(PearsonCorrelationOptions options)
    : Metric(mean_of("PearsonCorrelation", options,
                     [axis = options.axis](const Tensor& y_true, const Tensor& y_pred) {
                       return pearson_correlation(y_true, y_pred, axis);
                     })) {}

ConcordanceCorrelation::ConcordanceCorrelation(ConcordanceCorrelationOptions options)
    : Metric(mean_of("ConcordanceCorrelation", options,
                     [axis = options.axis](const Tensor& y_true, const Tensor& y_pred) {
                       return concordance_correlation(y_true, y_pred, axis);
                     })) {}

const Registered<Metric> registered_pearson_correlation =
    registered<Metric, PearsonCorrelation, PearsonCorrelationOptions>("keras.metrics",
                                                                      "PearsonCorrelation");
const Registered<Metric> registered_concordance_correlation =
    registered<Metric, ConcordanceCorrelation, ConcordanceCorrelationOptions>(
        "keras.metrics", "ConcordanceCorrelation");

}  // namespace keras::metrics
