#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct AdamaxOptions {
  LearningRate learning_rate = 0.001;
  double beta_1 = 0.9, beta_2 = 0.999;
  double epsilon = 1e-7;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Adam with the largest gradient, which fades by `beta_2` a step, in place of the mean square.
class Adamax : public Optimizer {
 public:
  explicit Adamax(AdamaxOptions options = {});
  explicit Adamax(LearningRate learning_rate, AdamaxOptions options = {});
};

extern const Registered<Optimizer> registered_adamax;
[[gnu::used]] inline const auto* const linked_adamax = &registered_adamax;

}  // namespace keras::optimizers
