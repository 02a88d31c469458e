#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct LossScaleOptimizerOptions {
  Optimizer inner_optimizer = {};
  double initial_scale = 32768;
  int dynamic_growth_steps = 2000;  ///< Finite steps in a row before the scale doubles.
  std::optional<std::string> name = {};
};
/// For gradients in float16: the loss is scaled up so that they do not vanish. A step whose
/// gradients are not all finite is left out, and the scale halved.
class LossScaleOptimizer : public Optimizer {
 public:
  explicit LossScaleOptimizer(LossScaleOptimizerOptions options);
  explicit LossScaleOptimizer(Optimizer inner_optimizer, LossScaleOptimizerOptions options = {});
};

/// From a config, which may hold the common arguments as well, unset.
Optimizer loss_scale_optimizer_from(const Object& config);

extern const Registered<Optimizer> registered_loss_scale_optimizer;
[[gnu::used]] inline const auto* const linked_loss_scale_optimizer =
    &registered_loss_scale_optimizer;

}  // namespace keras::optimizers
