#include "keras/optimizers/lamb.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

Tensor norm(const Tensor& x) { return ops::sqrt(ops::sum(ops::square(x))); }

class LambImpl final : public DescribedOptimizer<LambOptions> {
 public:
  explicit LambImpl(LambOptions options) : DescribedOptimizer("Lamb", std::move(options)) {
    check_decay("beta_1", this->options().beta_1);
    check_decay("beta_2", this->options().beta_2);
    check_epsilon(this->options().epsilon);
  }

 private:
  void build_slots() override {
    auto slots = add_slots({"momentum", "velocity"});
    momentums_ = std::move(slots[0]);
    velocities_ = std::move(slots[1]);
  }

  /// The rate, and what the means are divided by because they started at 0.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto step = ops::cast(updates_done() + 1, dtype);
    return {rate, 1 - ops::power(options().beta_1, step), 1 - ops::power(options().beta_2, step)};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto m = update_mean(momentums_[i], gradient, 1 - o.beta_1);
    const auto v = update_mean(velocities_[i], ops::square(gradient), 1 - o.beta_2);
    const auto direction = m / scalars[1] / (ops::sqrt(v / scalars[2]) + o.epsilon);
    const auto length = norm(variable.value()), step = norm(direction);
    const auto both = ops::logical_and(length > 0, step > 0);
    variable.assign_sub(ops::where(both, length / step, 1) * scalars[0] * direction);
  }

  Variables momentums_ = {}, velocities_ = {};
};

}  // namespace

Lamb::Lamb(LambOptions options) : Optimizer(std::make_shared<LambImpl>(std::move(options))) {}
Lamb::Lamb(LearningRate learning_rate, LambOptions options)
    : Lamb(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_lamb =
    registered<Optimizer, Lamb, LambOptions>("keras.optimizers", "Lamb");

}  // namespace keras::optimizers
