#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct LambOptions {
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
/// The direction of Adam, as long as the variable itself: each variable steps by the same share of
/// its norm (You et al., 2019).
class Lamb : public Optimizer {
 public:
  explicit Lamb(LambOptions options = {});
  explicit Lamb(LearningRate learning_rate, LambOptions options = {});
};

extern const Registered<Optimizer> registered_lamb;
[[gnu::used]] inline const auto* const linked_lamb = &registered_lamb;

}  // namespace keras::optimizers
