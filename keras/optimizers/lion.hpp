#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct LionOptions {
  LearningRate learning_rate = 0.001;
  double beta_1 = 0.9, beta_2 = 0.99;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Steps by the sign only of the mean of the gradients (Chen et al., 2023).
class Lion : public Optimizer {
 public:
  explicit Lion(LionOptions options = {});
  explicit Lion(LearningRate learning_rate, LionOptions options = {});
};

extern const Registered<Optimizer> registered_lion;
[[gnu::used]] inline const auto* const linked_lion = &registered_lion;

}  // namespace keras::optimizers
