// keras.losses: losses of regression.
#pragma once
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct MeanSquaredErrorOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "mean_squared_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of (y_true - y_pred)^2 over the last axis.
class MeanSquaredError : public Loss {
 public:
  explicit MeanSquaredError(MeanSquaredErrorOptions options = {});
};
Tensor mean_squared_error(const Tensor& y_true, const Tensor& y_pred);

struct MeanAbsoluteErrorOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "mean_absolute_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of |y_true - y_pred| over the last axis.
class MeanAbsoluteError : public Loss {
 public:
  explicit MeanAbsoluteError(MeanAbsoluteErrorOptions options = {});
};
Tensor mean_absolute_error(const Tensor& y_true, const Tensor& y_pred);

struct MeanAbsolutePercentageErrorOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "mean_absolute_percentage_error";
  std::optional<DTypePolicy> dtype = {};
};
/// 100 times the mean of |y_true - y_pred| / |y_true|.
class MeanAbsolutePercentageError : public Loss {
 public:
  explicit MeanAbsolutePercentageError(MeanAbsolutePercentageErrorOptions options = {});
};
Tensor mean_absolute_percentage_error(const Tensor& y_true, const Tensor& y_pred);

struct MeanSquaredLogarithmicErrorOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "mean_squared_logarithmic_error";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of (log(y_true + 1) - log(y_pred + 1))^2.
class MeanSquaredLogarithmicError : public Loss {
 public:
  explicit MeanSquaredLogarithmicError(MeanSquaredLogarithmicErrorOptions options = {});
};
Tensor mean_squared_logarithmic_error(const Tensor& y_true, const Tensor& y_pred);

struct CosineSimilarityOptions {
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "cosine_similarity";
  std::optional<DTypePolicy> dtype = {};
};
/// Minus the cosine of the angle between y_true and y_pred along `axis`.
class CosineSimilarity : public Loss {
 public:
  explicit CosineSimilarity(CosineSimilarityOptions options = {});
};
struct CosineSimilarityFunctionOptions {
  int axis = -1;
};
Tensor cosine_similarity(const Tensor& y_true, const Tensor& y_pred,
                         CosineSimilarityFunctionOptions options = {});

struct HuberOptions {
  double delta = 1.0;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "huber_loss";
  std::optional<DTypePolicy> dtype = {};
};
/// Half the square of errors up to `delta`, linear beyond.
class Huber : public Loss {
 public:
  explicit Huber(HuberOptions options = {});
};
struct HuberFunctionOptions {
  double delta = 1.0;
};
Tensor huber(const Tensor& y_true, const Tensor& y_pred, HuberFunctionOptions options = {});

struct LogCoshOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "log_cosh";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of log(cosh(y_pred - y_true)).
class LogCosh : public Loss {
 public:
  explicit LogCosh(LogCoshOptions options = {});
};
Tensor log_cosh(const Tensor& y_true, const Tensor& y_pred);

extern const Registered<Loss> registered_mean_squared_error;
[[gnu::used]] inline const auto* const linked_mean_squared_error = &registered_mean_squared_error;

}  // namespace keras::losses
