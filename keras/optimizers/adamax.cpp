#include "keras/optimizers/adamax.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class AdamaxImpl final : public DescribedOptimizer<AdamaxOptions> {
 public:
  explicit AdamaxImpl(AdamaxOptions options) : DescribedOptimizer("Adamax", std::move(options)) {
    const auto& o = this->options();
    check_decay("beta_1", o.beta_1);
    check_decay("beta_2", o.beta_2);
    check_epsilon(o.epsilon);
  }

 private:
  void build_slots() override {
    auto slots = add_slots({"momentum", "norm"});
    momentums_ = std::move(slots[0]);
    norms_ = std::move(slots[1]);
  }

  /// The rate, and what corrects the mean for its start at 0.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto step = ops::cast(updates_done() + 1, dtype);
    return {rate, 1 - ops::power(options().beta_1, step)};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto m = update_mean(momentums_[i], gradient, 1 - o.beta_1);
    const auto u = ops::maximum(o.beta_2 * norms_[i].value(), ops::abs(gradient));
    norms_[i].assign(u);
    variable.assign_sub(scalars[0] * m / (scalars[1] * (u + o.epsilon)));
  }

  Variables momentums_ = {}, norms_ = {};
};

}  // namespace

Adamax::Adamax(AdamaxOptions options)
    : Optimizer(std::make_shared<AdamaxImpl>(std::move(options))) {}
Adamax::Adamax(LearningRate learning_rate, AdamaxOptions options)
    : Adamax(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_adamax =
    registered<Optimizer, Adamax, AdamaxOptions>("keras.optimizers", "Adamax");

}  // namespace keras::optimizers
