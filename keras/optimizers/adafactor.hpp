#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct AdafactorOptions {
  LearningRate learning_rate = 0.001;
  double beta_2_decay = -0.8;  ///< How fast the mean square forgets less: 1 - step^decay.
  double epsilon_1 = 1e-30;    ///< Added to squared gradients.
  double epsilon_2 = 1e-3;     ///< The least size of a variable, for its step.
  double clip_threshold = 1;   ///< Largest root mean square of a step, before the rate.
  bool relative_step = true;   ///< Of no effect: the rate is at most 1/sqrt(step) anyway.
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Adam without momentum, whose mean squares of matrices are kept as the means of rows and columns
/// (Shazeer and Stern, 2018).
class Adafactor : public Optimizer {
 public:
  explicit Adafactor(AdafactorOptions options = {});
  explicit Adafactor(LearningRate learning_rate, AdafactorOptions options = {});
};

extern const Registered<Optimizer> registered_adafactor;
[[gnu::used]] inline const auto* const linked_adafactor = &registered_adafactor;

}  // namespace keras::optimizers
