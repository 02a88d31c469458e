#include "keras/optimizers/adagrad.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class AdagradImpl final : public DescribedOptimizer<AdagradOptions> {
 public:
  explicit AdagradImpl(AdagradOptions options) : DescribedOptimizer("Adagrad", std::move(options)) {
    const auto start = this->options().initial_accumulator_value;
    check(std::isfinite(start) && start >= 0, "initial_accumulator_value",
          "a finite number of at least 0", start);
    check_epsilon(this->options().epsilon);
  }

 private:
  void build_slots() override {
    sums_ = add_slots({"accumulator"}, options().initial_accumulator_value)[0];
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto sum = sums_[i].value() + ops::square(gradient);
    sums_[i].assign(sum);
    variable.assign_sub(scalars[0] * gradient / ops::sqrt(sum + options().epsilon));
  }

  Variables sums_ = {};
};

}  // namespace

Adagrad::Adagrad(AdagradOptions options)
    : Optimizer(std::make_shared<AdagradImpl>(std::move(options))) {}
Adagrad::Adagrad(LearningRate learning_rate, AdagradOptions options)
    : Adagrad(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_adagrad =
    registered<Optimizer, Adagrad, AdagradOptions>("keras.optimizers", "Adagrad");

}  // namespace keras::optimizers
