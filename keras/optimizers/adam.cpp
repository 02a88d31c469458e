#include "keras/optimizers/adam.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

template <class Options>
class AdamImpl final : public DescribedOptimizer<Options> {
 public:
  AdamImpl(const char* class_name, Options options)
      : DescribedOptimizer<Options>(class_name, std::move(options)) {
    const auto& o = this->options();
    this->check_decay("beta_1", o.beta_1);
    this->check_decay("beta_2", o.beta_2);
    this->check_epsilon(o.epsilon);
  }

 private:
  void build_slots() override {
    auto slots = this->add_slots({"momentum", "velocity"});
    momentums_ = std::move(slots[0]);
    velocities_ = std::move(slots[1]);
    if (this->options().amsgrad) largest_ = this->add_slots({"velocity_hat"})[0];
  }

  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto step = ops::cast(this->updates_done() + 1, dtype);
    const auto power_1 = ops::power(this->options().beta_1, step);
    const auto power_2 = ops::power(this->options().beta_2, step);
    return {rate * ops::sqrt(1 - power_2) / (1 - power_1)};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = this->options();
    const auto m = update_mean(momentums_[i], gradient, 1 - o.beta_1);
    auto v = update_mean(velocities_[i], ops::square(gradient), 1 - o.beta_2);
    if (o.amsgrad) {
      v = ops::maximum(largest_[i].value(), v);
      largest_[i].assign(v);
    }
    variable.assign_sub(m * scalars[0] / (ops::sqrt(v) + o.epsilon));
  }

  Variables momentums_ = {}, velocities_ = {}, largest_ = {};
};

AdamWOptions with_decay(AdamWOptions options) {
  if (!options.weight_decay)
    fail("optimizers.AdamW: weight_decay must be a number; received weight_decay=None");
  return options;
}

}  // namespace

Adam::Adam(AdamOptions options)
    : Optimizer(std::make_shared<AdamImpl<AdamOptions>>("Adam", std::move(options))) {}
Adam::Adam(LearningRate learning_rate, AdamOptions options)
    : Adam(with_rate(std::move(learning_rate), std::move(options))) {}

AdamW::AdamW(AdamWOptions options)
    : Optimizer(std::make_shared<AdamImpl<AdamWOptions>>("AdamW", with_decay(std::move(options)))) {
}
AdamW::AdamW(LearningRate learning_rate, AdamWOptions options)
    : AdamW(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_adam =
    registered<Optimizer, Adam, AdamOptions>("keras.optimizers", "Adam");
const Registered<Optimizer> registered_adamw =
    registered<Optimizer, AdamW, AdamWOptions>("keras.optimizers", "AdamW", {"adamw"});

}  // namespace keras::optimizers
