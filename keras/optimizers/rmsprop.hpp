#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct RMSpropOptions {
  LearningRate learning_rate = 0.001;
  double rho = 0.9;
  double momentum = 0.0;
  double epsilon = 1e-7;
  bool centered = false;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Divides gradients by the root of their mean square, or with `centered` of their variance.
class RMSprop : public Optimizer {
 public:
  explicit RMSprop(RMSpropOptions options = {});
  explicit RMSprop(LearningRate learning_rate, RMSpropOptions options = {});
};

extern const Registered<Optimizer> registered_rmsprop;
[[gnu::used]] inline const auto* const linked_rmsprop = &registered_rmsprop;

}  // namespace keras::optimizers
