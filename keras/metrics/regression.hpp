// keras.metrics: errors of regression.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct MeanSquaredErrorOptions {
  std::string name = "mean_squared_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of (y_true - y_pred)^2.
class MeanSquaredError : public Metric {
 public:
  explicit MeanSquaredError(MeanSquaredErrorOptions options = {});
};

struct RootMeanSquaredErrorOptions {
  std::string name = "root_mean_squared_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The root of the mean of (y_true - y_pred)^2.
class RootMeanSquaredError : public Metric {
 public:
  explicit RootMeanSquaredError(RootMeanSquaredErrorOptions options = {});
};

struct MeanAbsoluteErrorOptions {
  std::string name = "mean_absolute_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of |y_true - y_pred|.
class MeanAbsoluteError : public Metric {
 public:
  explicit MeanAbsoluteError(MeanAbsoluteErrorOptions options = {});
};

struct MeanAbsolutePercentageErrorOptions {
  std::string name = "mean_absolute_percentage_error";
  std::optional<DTypePolicy> dtype = {};
};
/// 100 times the mean of |y_true - y_pred| / |y_true|.
class MeanAbsolutePercentageError : public Metric {
 public:
  explicit MeanAbsolutePercentageError(MeanAbsolutePercentageErrorOptions options = {});
};

struct MeanSquaredLogarithmicErrorOptions {
  std::string name = "mean_squared_logarithmic_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of (log(y_true + 1) - log(y_pred + 1))^2.
class MeanSquaredLogarithmicError : public Metric {
 public:
  explicit MeanSquaredLogarithmicError(MeanSquaredLogarithmicErrorOptions options = {});
};

struct CosineSimilarityOptions {
  std::string name = "cosine_similarity";
  std::optional<DTypePolicy> dtype = {};
  int axis = -1;
};
/// The mean cosine of the angle between y_true and y_pred.
class CosineSimilarity : public Metric {
 public:
  explicit CosineSimilarity(CosineSimilarityOptions options = {});
};

struct LogCoshErrorOptions {
  std::string name = "logcosh";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of log(cosh(y_pred - y_true)).
class LogCoshError : public Metric {
 public:
  explicit LogCoshError(LogCoshErrorOptions options = {});
};

struct R2ScoreOptions {
  std::optional<std::string> class_aggregation =
      "uniform_average";   ///< or "variance_weighted_average", none.
  int num_regressors = 0;  ///< Above 0, the score is adjusted for that many of them.
  std::string name = "r2_score";
  std::optional<DTypePolicy> dtype = {};
};
/// The part of the variance of y_true that y_pred explains, for (batch, outputs).
class R2Score : public Metric {
 public:
  explicit R2Score(R2ScoreOptions options = {});
};

extern const Registered<Metric> registered_mean_squared_error;
[[gnu::used]] inline const auto* const linked_mean_squared_error = &registered_mean_squared_error;

}  // namespace keras::metrics
