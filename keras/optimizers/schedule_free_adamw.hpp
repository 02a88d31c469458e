#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct ScheduleFreeAdamWOptions {
  LearningRate learning_rate = 0.0025;
  double beta_1 = 0.9, beta_2 = 0.999;
  double epsilon = 1e-8;
  int warmup_steps = 0;  ///< Over which the rate grows from 0.
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Adam whose variables lie between the steps and their average, which takes the place of a
/// schedule (Defazio et al., 2024).
class ScheduleFreeAdamW : public Optimizer {
 public:
  explicit ScheduleFreeAdamW(ScheduleFreeAdamWOptions options = {});
  explicit ScheduleFreeAdamW(LearningRate learning_rate, ScheduleFreeAdamWOptions options = {});
};

extern const Registered<Optimizer> registered_schedule_free_adamw;
[[gnu::used]] inline const auto* const linked_schedule_free_adamw = &registered_schedule_free_adamw;

}  // namespace keras::optimizers
