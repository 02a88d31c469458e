#include "keras/optimizers/ftrl.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class FtrlImpl final : public DescribedOptimizer<FtrlOptions> {
 public:
  explicit FtrlImpl(FtrlOptions options) : DescribedOptimizer("Ftrl", std::move(options)) {
    const auto& o = this->options();
    const auto check_strength = [&](const char* argument, double value) {
      check(std::isfinite(value) && value >= 0, argument, "a finite number of at least 0", value);
    };
    check(std::isfinite(o.learning_rate_power) && o.learning_rate_power <= 0, "learning_rate_power",
          "a finite number of at most 0", o.learning_rate_power);
    check_strength("initial_accumulator_value", o.initial_accumulator_value);
    check_strength("l1_regularization_strength", o.l1_regularization_strength);
    check_strength("l2_regularization_strength", o.l2_regularization_strength);
    check_strength("l2_shrinkage_regularization_strength", o.l2_shrinkage_regularization_strength);
    check(std::isfinite(o.beta), "beta", "a finite number", o.beta);
  }

 private:
  void build_slots() override {
    for (const auto& variable : trainable()) {
      sums_.push_back(add_slot_like(variable, "accumulator", options().initial_accumulator_value));
      linears_.push_back(add_slot_like(variable, "linear"));
    }
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto& rate = scalars[0];
    const auto x = variable.value(), old_sum = sums_[i].value();
    const auto sum = old_sum + ops::square(gradient);
    const auto power = ops::power(sum, -o.learning_rate_power);
    const auto growth = (power - ops::power(old_sum, -o.learning_rate_power)) / rate;
    const auto shrinkage = 2 * o.l2_shrinkage_regularization_strength * x;
    const auto linear = linears_[i].value() + (gradient + shrinkage - growth * x);
    const auto quadratic = power / rate + 2 * (o.l2_regularization_strength + o.beta / (2 * rate));
    const auto within =
        ops::clip(linear, -o.l1_regularization_strength, o.l1_regularization_strength);
    variable.assign((within - linear) / quadratic);
    sums_[i].assign(sum);
    linears_[i].assign(linear);
  }

  Variables sums_ = {}, linears_ = {};
};

}  // namespace

Ftrl::Ftrl(FtrlOptions options) : Optimizer(std::make_shared<FtrlImpl>(std::move(options))) {}
Ftrl::Ftrl(LearningRate learning_rate, FtrlOptions options)
    : Ftrl(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_ftrl =
    registered<Optimizer, Ftrl, FtrlOptions>("keras.optimizers", "Ftrl");

}  // namespace keras::optimizers
