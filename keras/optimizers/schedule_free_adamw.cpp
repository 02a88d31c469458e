#include "keras/optimizers/schedule_free_adamw.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class ScheduleFreeAdamWImpl final : public DescribedOptimizer<ScheduleFreeAdamWOptions> {
 public:
  explicit ScheduleFreeAdamWImpl(ScheduleFreeAdamWOptions options)
      : DescribedOptimizer("ScheduleFreeAdamW", std::move(options)) {
    const auto& o = this->options();
    check(o.beta_1 > 0 && o.beta_1 <= 1, "beta_1", "in (0, 1]", o.beta_1);
    check_decay("beta_2", o.beta_2);
    check_epsilon(o.epsilon);
    check(o.warmup_steps >= 0, "warmup_steps", "at least 0", o.warmup_steps);
  }

 private:
  void build_slots() override {
    auto slots = add_slots({"momentum", "velocity"});
    steps_ = std::move(slots[0]);
    velocities_ = std::move(slots[1]);
    for (std::size_t i = 0; i < steps_.size(); ++i)
      if (steps_[i].defined()) steps_[i].assign(trainable()[i].value());
  }

  /// The rate, the correction of the mean square, and the weight of the last step in the average.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto& o = options();
    const auto step = ops::cast(updates_done() + 1, dtype);
    const auto warm = o.warmup_steps > 0 ? rate * ops::minimum(step / o.warmup_steps, 1) : rate;
    return {warm, 1 - ops::power(o.beta_2, step), 1 / step};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    // Rounded before they are taken from 1, as Keras does.
    const auto beta_1 = static_cast<float>(o.beta_1), beta_2 = static_cast<float>(o.beta_2);
    const auto old_step = steps_[i].value();
    const auto v = update_mean(velocities_[i], ops::square(gradient), 1 - beta_2);
    const auto step = old_step - scalars[0] * gradient / (ops::sqrt(v / scalars[1]) + o.epsilon);
    const auto old_average = (variable.value() - (1 - beta_1) * old_step) / beta_1;
    const auto average = (1 - scalars[2]) * old_average + scalars[2] * step;
    steps_[i].assign(step);
    variable.assign((1 - beta_1) * step + beta_1 * average);
  }

  Variables steps_ = {}, velocities_ = {};  ///< What Keras calls momentum is where the steps led.
};

}  // namespace

ScheduleFreeAdamW::ScheduleFreeAdamW(ScheduleFreeAdamWOptions options)
    : Optimizer(std::make_shared<ScheduleFreeAdamWImpl>(std::move(options))) {}
ScheduleFreeAdamW::ScheduleFreeAdamW(LearningRate learning_rate, ScheduleFreeAdamWOptions options)
    : ScheduleFreeAdamW(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_schedule_free_adamw =
    registered<Optimizer, ScheduleFreeAdamW, ScheduleFreeAdamWOptions>(
        "keras.optimizers", "ScheduleFreeAdamW", {"schedulefreeadamw"});

}  // namespace keras::optimizers
