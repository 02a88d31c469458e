#include "keras/optimizers/rmsprop.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class RMSpropImpl final : public DescribedOptimizer<RMSpropOptions> {
 public:
  explicit RMSpropImpl(RMSpropOptions options) : DescribedOptimizer("RMSprop", std::move(options)) {
    const auto& o = this->options();
    check_decay("rho", o.rho);
    check(o.momentum >= 0 && o.momentum <= 1, "momentum", "in [0, 1]", o.momentum);
    check_epsilon(o.epsilon);
  }

 private:
  void build_slots() override {
    velocities_ = add_slots({"velocity"})[0];
    if (options().momentum > 0) momentums_ = add_slots({"momentum"})[0];
    if (options().centered) averages_ = add_slots({"average_gradient"})[0];
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto v = o.rho * velocities_[i].value() + (1 - o.rho) * ops::square(gradient);
    velocities_[i].assign(v);
    auto spread = v;
    if (o.centered) {
      const auto average = o.rho * averages_[i].value() + (1 - o.rho) * gradient;
      averages_[i].assign(average);
      spread = v - ops::square(average);
    }
    const auto change = scalars[0] * gradient / ops::sqrt(spread + o.epsilon);
    if (momentums_.empty()) return variable.assign_sub(change);
    const auto m = o.momentum * momentums_[i].value() + change;
    momentums_[i].assign(m);
    variable.assign_sub(m);
  }

  Variables velocities_ = {}, momentums_ = {}, averages_ = {};
};

}  // namespace

RMSprop::RMSprop(RMSpropOptions options)
    : Optimizer(std::make_shared<RMSpropImpl>(std::move(options))) {}
RMSprop::RMSprop(LearningRate learning_rate, RMSpropOptions options)
    : RMSprop(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_rmsprop =
    registered<Optimizer, RMSprop, RMSpropOptions>("keras.optimizers", "RMSprop", {"rmsprop"});

}  // namespace keras::optimizers
