#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct FtrlOptions {
  LearningRate learning_rate = 0.001;
  double learning_rate_power = -0.5;
  double initial_accumulator_value = 0.1;
  double l1_regularization_strength = 0, l2_regularization_strength = 0;
  double l2_shrinkage_regularization_strength = 0;  ///< A penalty that acts through the gradient.
  double beta = 0;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Follows the leader of all past gradients, regularized, so that weights may become exactly 0
/// (McMahan et al., 2013).
class Ftrl : public Optimizer {
 public:
  explicit Ftrl(FtrlOptions options = {});
  explicit Ftrl(LearningRate learning_rate, FtrlOptions options = {});
};

extern const Registered<Optimizer> registered_ftrl;
[[gnu::used]] inline const auto* const linked_ftrl = &registered_ftrl;

}  // namespace keras::optimizers
