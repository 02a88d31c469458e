#include "keras/optimizers/nadam.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class NadamImpl final : public DescribedOptimizer<NadamOptions> {
 public:
  explicit NadamImpl(NadamOptions options) : DescribedOptimizer("Nadam", std::move(options)) {
    const auto& o = this->options();
    check_decay("beta_1", o.beta_1);
    check_decay("beta_2", o.beta_2);
    check_epsilon(o.epsilon);
  }

 private:
  void build_slots() override {
    auto slots = add_slots({"momentum", "velocity"});
    momentums_ = std::move(slots[0]);
    velocities_ = std::move(slots[1]);
    if (is_inner()) return;  // the product starts at 1 in each step
    product_ =
        add_scalar("variable", 1, trainable().empty() ? DType::float32 : trainable()[0].dtype());
  }

  /// The momentum of a step, which grows from beta_1 / 2 toward beta_1.
  Tensor momentum_of(const Tensor& step) const {
    return options().beta_1 * (1 - 0.5 * ops::power(0.96, step));
  }

  /// The product of the momenta of all steps.
  void before_updates() override {
    if (!product_.defined()) return;
    const auto step = ops::cast(updates_done() + 1, product_.dtype());
    product_.assign(product_.value() * options().beta_1 * (1 - 0.5 * ops::power(0.96, step)));
  }

  /// The rate, and the factors of the mean, the gradient and the mean square.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto step = ops::cast(updates_done() + 1, dtype);
    const auto now = momentum_of(step);
    const auto next = momentum_of(ops::cast(updates_done() + 2, dtype));
    const auto product = product_.defined() ? ops::cast(product_.value(), dtype) : now;
    return {rate, next / (1 - product * next), (1 - now) / (1 - product),
            1 - ops::power(options().beta_2, step)};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto m = update_mean(momentums_[i], gradient, 1 - o.beta_1);
    const auto v = update_mean(velocities_[i], ops::square(gradient), 1 - o.beta_2);
    const auto direction = scalars[1] * m + scalars[2] * gradient;
    variable.assign_sub(direction * scalars[0] / (ops::sqrt(v / scalars[3]) + o.epsilon));
  }

  Variables momentums_ = {}, velocities_ = {};
  Variable product_ = {};
};

}  // namespace

Nadam::Nadam(NadamOptions options) : Optimizer(std::make_shared<NadamImpl>(std::move(options))) {}
Nadam::Nadam(LearningRate learning_rate, NadamOptions options)
    : Nadam(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_nadam =
    registered<Optimizer, Nadam, NadamOptions>("keras.optimizers", "Nadam");

}  // namespace keras::optimizers
