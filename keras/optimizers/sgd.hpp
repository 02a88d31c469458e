#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct SGDOptions {
  LearningRate learning_rate = 0.01;
  double momentum = 0.0;
  bool nesterov = false;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Gradient descent, with momentum: m = momentum * m - rate * g; x += m. With `nesterov`,
/// x += momentum * m - rate * g.
class SGD : public Optimizer {
 public:
  explicit SGD(SGDOptions options = {});
  explicit SGD(LearningRate learning_rate, SGDOptions options = {});
};

extern const Registered<Optimizer> registered_sgd;
[[gnu::used]] inline const auto* const linked_sgd = &registered_sgd;

}  // namespace keras::optimizers
