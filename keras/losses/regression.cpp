#include "keras/losses/regression.hpp"

#include <numbers>

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/losses/normalize.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

/// Both in the dtype of the predictions and of one rank.
std::pair<Tensor, Tensor> matched(const Tensor& y_true, const Tensor& y_pred) {
  return squeeze_or_expand(ops::converted(y_true, y_pred.dtype()), y_pred);
}

Tensor mean(const Tensor& x) { return ops::mean(x, {.axis = -1}); }

}  // namespace

Tensor mean_squared_error(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = matched(y_true, y_pred);
  return mean(ops::square(a - b));
}

Tensor mean_absolute_error(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = matched(y_true, y_pred);
  return mean(ops::abs(a - b));
}

Tensor mean_absolute_percentage_error(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = matched(y_true, y_pred);
  return 100.0 * mean(ops::abs((a - b) / ops::maximum(ops::abs(a), config::epsilon())));
}

Tensor mean_squared_logarithmic_error(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = matched(y_true, y_pred);
  const auto log1 = [](const Tensor& x) {
    return ops::log(ops::maximum(x, config::epsilon()) + 1.0);
  };
  return mean(ops::square(log1(b) - log1(a)));
}

Tensor cosine_similarity(const Tensor& y_true, const Tensor& y_pred,
                         CosineSimilarityFunctionOptions options) {
  const auto [a, b] = matched(y_true, y_pred);
  const int axis = options.axis;
  return -ops::sum(normalize(a, axis) * normalize(b, axis), {.axis = axis});
}

Tensor huber(const Tensor& y_true, const Tensor& y_pred, HuberFunctionOptions options) {
  const auto [a, b] = matched(y_true, y_pred);
  const double delta = options.delta;
  const auto error = b - a;
  const auto size = ops::abs(error);
  return mean(
      ops::where(size <= delta, 0.5 * ops::square(error), delta * size - 0.5 * delta * delta));
}

Tensor log_cosh(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = matched(y_true, y_pred);
  const auto error = b - a;
  // log((e^x + e^-x) / 2) without overflow
  return mean(error + ops::softplus(error * -2.0) - std::numbers::ln2);
}

MeanSquaredError::MeanSquaredError(MeanSquaredErrorOptions options)
    : Loss(built_in("MeanSquaredError", options, mean_squared_error)) {}
MeanAbsoluteError::MeanAbsoluteError(MeanAbsoluteErrorOptions options)
    : Loss(built_in("MeanAbsoluteError", options, mean_absolute_error)) {}
MeanAbsolutePercentageError::MeanAbsolutePercentageError(MeanAbsolutePercentageErrorOptions options)
    : Loss(built_in("MeanAbsolutePercentageError", options, mean_absolute_percentage_error)) {}
MeanSquaredLogarithmicError::MeanSquaredLogarithmicError(MeanSquaredLogarithmicErrorOptions options)
    : Loss(built_in("MeanSquaredLogarithmicError", options, mean_squared_logarithmic_error)) {}
LogCosh::LogCosh(LogCoshOptions options) : Loss(built_in("LogCosh", options, log_cosh)) {}

CosineSimilarity::CosineSimilarity(CosineSimilarityOptions options)
    : Loss(built_in("CosineSimilarity", options,
                    [axis = options.axis](const Tensor& y_true, const Tensor& y_pred) {
                      return cosine_similarity(y_true, y_pred, {axis});
                    },
                    {"axis"})) {}

Huber::Huber(HuberOptions options)
    : Loss(built_in("Huber", options,
                    [delta = options.delta](const Tensor& y_true, const Tensor& y_pred) {
                      return huber(y_true, y_pred, {delta});
                    },
                    {"delta"})) {}

const Registered<Loss> registered_mean_squared_error =
    registered<Loss, MeanSquaredError, MeanSquaredErrorOptions>("keras.losses", "MeanSquaredError",
                                                                {"mse", "MSE"});
const Registered<Loss> registered_mean_absolute_error =
    registered<Loss, MeanAbsoluteError, MeanAbsoluteErrorOptions>(
        "keras.losses", "MeanAbsoluteError", {"mae", "MAE"});
const Registered<Loss> registered_mean_absolute_percentage_error =
    registered<Loss, MeanAbsolutePercentageError, MeanAbsolutePercentageErrorOptions>(
        "keras.losses", "MeanAbsolutePercentageError", {"mape", "MAPE"});
const Registered<Loss> registered_mean_squared_logarithmic_error =
    registered<Loss, MeanSquaredLogarithmicError, MeanSquaredLogarithmicErrorOptions>(
        "keras.losses", "MeanSquaredLogarithmicError", {"msle", "MSLE"});
const Registered<Loss> registered_cosine_similarity =
    registered<Loss, CosineSimilarity, CosineSimilarityOptions>("keras.losses", "CosineSimilarity");
const Registered<Loss> registered_huber =
    registered<Loss, Huber, HuberOptions>("keras.losses", "Huber");
const Registered<Loss> registered_log_cosh =
    registered<Loss, LogCosh, LogCoshOptions>("keras.losses", "LogCosh");

}  // namespace keras::losses
