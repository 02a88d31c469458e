// keras.losses
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

struct CategoricalCrossentropyOptions {
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "categorical_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// -sum(y_true * log(y_pred)) along `axis`, for one-hot or soft labels.
class CategoricalCrossentropy : public Loss {
 public:
  explicit CategoricalCrossentropy(CategoricalCrossentropyOptions options = {});
};

inline const Registered<Loss> registered_mean_squared_error{
    "keras.losses",
    "MeanSquaredError",
    from_options<Loss, MeanSquaredError, MeanSquaredErrorOptions>,
    arguments_of<MeanSquaredErrorOptions>,
    {"mse", "MSE"}};
inline const Registered<Loss> registered_categorical_crossentropy{
    "keras.losses", "CategoricalCrossentropy",
    from_options<Loss, CategoricalCrossentropy, CategoricalCrossentropyOptions>,
    arguments_of<CategoricalCrossentropyOptions>};

}  // namespace keras::losses
