#include "keras/metrics/regression.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/regression.hpp"
#include "keras/metrics/mean_of.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

struct RootMean final : BuiltIn<RootMeanSquaredErrorOptions> {
  MeanState mean;
  explicit RootMean(RootMeanSquaredErrorOptions o) : BuiltIn("RootMeanSquaredError", std::move(o)) {
    mean = {add_zeros({}, "total", dtype), add_zeros({}, "count", dtype)};
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto [a, b] =
        losses::squeeze_or_expand(ops::converted(y_true, dtype), ops::converted(y_pred, dtype));
    mean.update(ops::square(b - a), sample_weight);
  }
  Tensor result() const override { return ops::sqrt(mean.result()); }
};

struct R2 final : BuiltIn<R2ScoreOptions> {
  Variable num_samples, squared_sum, sum, residual, count;

  explicit R2(R2ScoreOptions o) : BuiltIn("R2Score", std::move(o)) {
    const auto& by = options.class_aggregation;
    const std::vector<std::string> known = {"uniform_average", "variance_weighted_average"};
    if (by && std::find(known.begin(), known.end(), *by) == known.end())
      fail("metrics.R2Score: unknown class_aggregation ", quoted(*by), suggestion(*by, known));
    if (options.num_regressors < 0)
      fail("metrics.R2Score: num_regressors must be at least 0; received num_regressors=",
           options.num_regressors);
    num_samples = add_zeros({}, "num_samples");
  }

  void build(const Tensor& y_true, const Tensor& y_pred) {
    if (y_true.rank() != 2 || y_true.shape() != y_pred.shape())
      fail("metrics.R2Score: y_true and y_pred must have shape (batch, outputs); received shapes ",
           y_true.shape(), " and ", y_pred.shape());
    const Shape outputs = {y_pred.shape(-1)};
    squared_sum = add_zeros(outputs, "squared_sum");
    sum = add_zeros(outputs, "sum");
    residual = add_zeros(outputs, "residual");
    count = add_zeros(outputs, "count");
  }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto [a, b] =
        losses::squeeze_or_expand(ops::converted(y_true, dtype), ops::converted(y_pred, dtype));
    if (!sum.defined()) build(a, b);
    auto weights =
        sample_weight.defined() ? ops::converted(sample_weight, dtype) : ops::ones_like(a);
    if (weights.rank() == 1) weights = ops::expand_dims(weights, 1);
    weights = ops::broadcast_to(weights, a.shape());
    sum.assign_add(ops::sum(a * weights, {.axis = 0}));
    squared_sum.assign_add(ops::sum(a * a * weights, {.axis = 0}));
    residual.assign_add(ops::sum(ops::square(a - b) * weights, {.axis = 0}));
    count.assign_add(ops::sum(weights, {.axis = 0}));
    num_samples.assign_add(static_cast<double>(a.size()));
  }

  Tensor result() const override {
    if (!sum.defined()) fail("metrics.R2Score: there is no result before the first update_state");
    const auto mean = sum.value() / count.value();
    const auto total = squared_sum.value() - sum.value() * mean;
    auto score = 1 - residual.value() / total;
    score = ops::where(ops::isinf(score), 0.0, score);
    if (options.class_aggregation == "uniform_average") score = ops::mean(score);
    if (options.class_aggregation == "variance_weighted_average")
      score = ops::sum(total * score) / ops::sum(total);
    return options.num_regressors == 0 ? score : adjusted(score);
  }

  /// The score less what that many regressors explain by chance, if there are more samples.
  Tensor adjusted(const Tensor& score) const {
    const double p = options.num_regressors;
    const auto n = num_samples.value();
    const auto enough = n - 1 > p;
    const auto free = ops::where(enough, n - p - 1.0, 1.0);
    return ops::where(enough, 1.0 - (1.0 - score) * (n - 1.0) / free, score);
  }
};

}  // namespace

RootMeanSquaredError::RootMeanSquaredError(RootMeanSquaredErrorOptions options)
    : Metric(std::make_shared<RootMean>(std::move(options))) {}
R2Score::R2Score(R2ScoreOptions options) : Metric(std::make_shared<R2>(std::move(options))) {}

MeanSquaredError::MeanSquaredError(MeanSquaredErrorOptions options)
    : Metric(mean_of("MeanSquaredError", std::move(options), losses::mean_squared_error)) {}
MeanAbsoluteError::MeanAbsoluteError(MeanAbsoluteErrorOptions options)
    : Metric(mean_of("MeanAbsoluteError", std::move(options), losses::mean_absolute_error)) {}
MeanAbsolutePercentageError::MeanAbsolutePercentageError(MeanAbsolutePercentageErrorOptions options)
    : Metric(mean_of("MeanAbsolutePercentageError", std::move(options),
                     losses::mean_absolute_percentage_error)) {}
MeanSquaredLogarithmicError::MeanSquaredLogarithmicError(MeanSquaredLogarithmicErrorOptions options)
    : Metric(mean_of("MeanSquaredLogarithmicError", std::move(options),
                     losses::mean_squared_logarithmic_error)) {}
LogCoshError::LogCoshError(LogCoshErrorOptions options)
    : Metric(mean_of("LogCoshError", std::move(options), losses::log_cosh)) {}

CosineSimilarity::CosineSimilarity(CosineSimilarityOptions options)
    : Metric(mean_of("CosineSimilarity", options,
                     [axis = options.axis](const Tensor& y_true, const Tensor& y_pred) {
                       return -losses::cosine_similarity(y_true, y_pred,
                                                         {axis});  // the loss is its negative
                     },
                     {"axis"})) {}

const Registered<Metric> registered_mean_squared_error =
    registered<Metric, MeanSquaredError, MeanSquaredErrorOptions>(
        "keras.metrics", "MeanSquaredError", {"mse", "MSE"});
const Registered<Metric> registered_root_mean_squared_error =
    registered<Metric, RootMeanSquaredError, RootMeanSquaredErrorOptions>("keras.metrics",
                                                                          "RootMeanSquaredError");
const Registered<Metric> registered_mean_absolute_error =
    registered<Metric, MeanAbsoluteError, MeanAbsoluteErrorOptions>(
        "keras.metrics", "MeanAbsoluteError", {"mae", "MAE"});
const Registered<Metric> registered_mean_absolute_percentage_error =
    registered<Metric, MeanAbsolutePercentageError, MeanAbsolutePercentageErrorOptions>(
        "keras.metrics", "MeanAbsolutePercentageError", {"mape", "MAPE"});
const Registered<Metric> registered_mean_squared_logarithmic_error =
    registered<Metric, MeanSquaredLogarithmicError, MeanSquaredLogarithmicErrorOptions>(
        "keras.metrics", "MeanSquaredLogarithmicError", {"msle", "MSLE"});
const Registered<Metric> registered_cosine_similarity =
    registered<Metric, CosineSimilarity, CosineSimilarityOptions>("keras.metrics",
                                                                  "CosineSimilarity");
const Registered<Metric> registered_log_cosh_error =
    registered<Metric, LogCoshError, LogCoshErrorOptions>("keras.metrics", "LogCoshError");
const Registered<Metric> registered_r2_score =
    registered<Metric, R2Score, R2ScoreOptions>("keras.metrics", "R2Score");

}  // namespace keras::metrics
