#include "keras/optimizers/lion.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class LionImpl final : public DescribedOptimizer<LionOptions> {
 public:
  explicit LionImpl(LionOptions options) : DescribedOptimizer("Lion", std::move(options)) {
    const auto& o = this->options();
    check(o.beta_1 > 0 && o.beta_1 <= 1, "beta_1", "in (0, 1]", o.beta_1);
    check(o.beta_2 >= 0 && o.beta_2 <= 1, "beta_2", "in [0, 1]", o.beta_2);
  }

 private:
  void build_slots() override { momentums_ = add_slots({"momentum"})[0]; }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto m = momentums_[i].value();
    variable.assign_sub(scalars[0] * ops::sign(m * o.beta_1 + gradient * (1 - o.beta_1)));
    momentums_[i].assign(m * o.beta_2 + gradient * (1 - o.beta_2));
  }

  Variables momentums_ = {};
};

}  // namespace

Lion::Lion(LionOptions options) : Optimizer(std::make_shared<LionImpl>(std::move(options))) {}
Lion::Lion(LearningRate learning_rate, LionOptions options)
    : Lion(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_lion =
    registered<Optimizer, Lion, LionOptions>("keras.optimizers", "Lion");

}  // namespace keras::optimizers
