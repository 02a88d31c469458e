#include "keras/metrics/confusion_counts.hpp"

#include <cmath>

#include "keras/core/settings.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/mean_state.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

constexpr double excluded = -1e10;  // below every threshold

/// Whether the thresholds are those of `even_thresholds`, for which Keras sorts predictions into
/// buckets rather than comparing: that rounds differently.
bool spread_evenly(const std::vector<double>& thresholds) {
  const auto n = thresholds.size();
  if (n < 3) return false;
  for (std::size_t i = 0; i < n; ++i) {
    const double even = static_cast<double>(i) / static_cast<double>(n - 1);
    if (std::abs(thresholds[i] - even) > config::epsilon() + 1e-5 * even) return false;
  }
  return true;
}

/// `x` with all but the `k` largest predictions of each row excluded.
Tensor only_top_k(const Tensor& x, int k) {
  const auto places = ops::top_k(x, k)[1];
  const auto chosen = ops::one_hot(places, static_cast<int>(x.shape(-1)));
  const auto mask = ops::sum(chosen, {.axis = -2});
  return x * mask + excluded * (1 - mask);
}

/// The column of one class, as (..., 1).
Tensor column(const Tensor& x, int class_id) {
  if (x.rank() < 2)
    fail("metrics: class_id needs y_pred of shape (batch, classes); received shape ", x.shape());
  const auto places = Tensor(std::vector<std::int32_t>{class_id});
  return ops::take(x, places, {.axis = -1});
}

/// Which predictions (1, ...) count as positive at each threshold (thresholds, ...).
Tensor decisions(const Tensor& y_pred, const std::vector<double>& thresholds) {
  const auto n = static_cast<std::int64_t>(thresholds.size());
  auto shape = std::vector<std::int64_t>(static_cast<std::size_t>(y_pred.rank()), 1);
  shape[0] = n;
  const auto along = [&shape](const Tensor& x) { return ops::reshape(x, Shape(shape)); };
  if (!spread_evenly(thresholds)) {
    const std::vector<float> values(thresholds.begin(), thresholds.end());
    return y_pred > along(Tensor(values));
  }
  auto bucket = ops::ceil(ops::clip(y_pred, 0.0, 1.0) * static_cast<double>(n - 1)) - 1;
  if (thresholds.front() < 0 || thresholds.back() > 1) bucket = ops::relu(bucket);
  return bucket >= along(ops::arange(n, {"float32"}));
}

/// The weight of each element of `like`.
Tensor element_weights(const Tensor& like, const Tensor& sample_weight,
                       const std::vector<double>& label_weights) {
  auto weights = ops::ones_like(like);
  if (sample_weight.defined()) weights = ops::broadcast_to(sample_weight, like.shape());
  if (label_weights.empty()) return weights;
  const std::vector<float> columns(label_weights.begin(), label_weights.end());
  return weights * Tensor(columns, {1, static_cast<std::int64_t>(columns.size())});
}

/// Weights with a last axis of length 1, or without it if that fits the labels.
Tensor fitted_weights(const Tensor& sample_weight, const Tensor& y_true) {
  if (!sample_weight.defined()) return None;
  const auto weights = ops::expand_dims(ops::converted(sample_weight, "float32"), -1);
  return losses::squeeze_or_expand(y_true, weights, false).second;
}

}  // namespace

Counts count_decisions(const Tensor& y_true, const Tensor& y_pred, const Tensor& sample_weight,
                       const CountOptions& options) {
  auto [predictions, labels] = losses::squeeze_or_expand(ops::converted(y_pred, "float32"),
                                                         ops::converted(y_true, "float32"));
  if (predictions.shape() != labels.shape())
    fail("metrics: y_true and y_pred must have one shape; received shapes ", y_true.shape(),
         " and ", y_pred.shape());
  const auto given = fitted_weights(sample_weight, labels);
  if (options.top_k) predictions = only_top_k(predictions, *options.top_k);
  if (options.class_id) {
    labels = column(labels, *options.class_id);
    predictions = column(predictions, *options.class_id);
  }
  const auto weights = element_weights(predictions, given, options.label_weights);
  const auto row = [&options](const Tensor& x) {
    if (options.multi_label) return ops::expand_dims(x, 0);
    return ops::reshape(x, {1, x.size()});
  };
  const auto total = [](const Tensor& x) { return ops::sum(x, {.axis = 1}); };
  const auto positive = decisions(row(predictions), options.thresholds);
  const auto label = row(labels != 0), weight = row(weights);
  const auto true_weight = ops::where(label, weight, 0.0);
  const auto false_weight = ops::where(label, 0.0, weight);
  return {total(ops::where(positive, true_weight, 0.0)),
          total(ops::where(positive, false_weight, 0.0)),
          total(ops::where(positive, 0.0, false_weight)),
          total(ops::where(positive, 0.0, true_weight))};
}

void CountVariables::add(const Counts& counts) const {
  true_positives.assign_add(counts.true_positives);
  false_positives.assign_add(counts.false_positives);
  true_negatives.assign_add(counts.true_negatives);
  false_negatives.assign_add(counts.false_negatives);
}

Tensor CountVariables::recall() const {
  return divide_no_nan(true_positives.value(), true_positives.value() + false_negatives.value());
}
Tensor CountVariables::precision() const {
  return divide_no_nan(true_positives.value(), true_positives.value() + false_positives.value());
}
Tensor CountVariables::specificity() const {
  return divide_no_nan(true_negatives.value(), true_negatives.value() + false_positives.value());
}
Tensor CountVariables::false_positive_rate() const {
  return divide_no_nan(false_positives.value(), false_positives.value() + true_negatives.value());
}

std::vector<double> even_thresholds(int count) {
  if (count == 1) return {0.5};
  std::vector<double> thresholds;
  for (int i = 0; i < count; ++i) thresholds.push_back(static_cast<double>(i) / (count - 1));
  return thresholds;
}

}  // namespace keras::metrics
