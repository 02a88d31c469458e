#include "keras/optimizers/adafactor.hpp"

#include <utility>

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

Tensor root_mean_square(const Tensor& x) { return ops::sqrt(ops::mean(ops::square(x))); }

class AdafactorImpl final : public DescribedOptimizer<AdafactorOptions> {
 public:
  explicit AdafactorImpl(AdafactorOptions options)
      : DescribedOptimizer("Adafactor", std::move(options)) {
    const auto& o = this->options();
    check(std::isfinite(o.beta_2_decay) && o.beta_2_decay <= 0, "beta_2_decay",
          "a finite number of at most 0", o.beta_2_decay);
    check(std::isfinite(o.epsilon_1) && o.epsilon_1 >= 0, "epsilon_1",
          "a finite number of at least 0", o.epsilon_1);
    check(std::isfinite(o.epsilon_2) && o.epsilon_2 >= 0, "epsilon_2",
          "a finite number of at least 0", o.epsilon_2);
    check(o.clip_threshold > 0, "clip_threshold", "greater than 0", o.clip_threshold);
  }

 private:
  void build_slots() override {
    for (const auto& variable : trainable()) {
      for (auto [slots, axis] : {std::pair(&rows_, 1), std::pair(&columns_, 2)})
        slots->push_back(add_mean(variable, variable.shape().rank() - axis));
      squares_.push_back(add_slot_like(variable, "velocity"));
    }
  }

  /// A slot for means over `axis`; where a variable is no matrix Keras has a number without use.
  Variable add_mean(const Variable& variable, int axis) {
    const auto shape = variable.shape();
    if (shape.rank() < 2 && is_inner()) return {};
    if (shape.rank() < 2) return add_scalar(variable.name().c_str(), 0, DType::int32);
    return add_slot(variable, shape.without(axis));
  }

  /// The rate of a variable of size 1, and how much stays of the mean squares.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto step = ops::cast(updates_done() + 1, dtype);
    return {ops::minimum(rate, 1 / ops::sqrt(step)), 1 - ops::power(step, options().beta_2_decay)};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto& o = options();
    const auto size = ops::maximum(o.epsilon_2, root_mean_square(variable.value()));
    const auto direction = gradient / ops::sqrt(mean_square(i, gradient, scalars[1]));
    const auto excess = ops::maximum(1, root_mean_square(direction) / o.clip_threshold);
    variable.assign_sub(size * scalars[0] * (direction / excess));
  }

  /// The new mean square of gradient number `i`: of matrices, the product of the means of rows and
  /// columns.
  Tensor mean_square(std::size_t i, const Tensor& gradient, const Tensor& stays) {
    const auto square = ops::square(gradient) + options().epsilon_1;
    const auto averaged = [&](const Variable& slot, const Tensor& now) {
      slot.assign(stays * slot.value() + (1 - stays) * now);
      return slot.value();
    };
    if (gradient.rank() < 2) return averaged(squares_[i], square);
    const auto rows = averaged(rows_[i], ops::mean(square, {.axis = -1}));
    const auto columns = averaged(columns_[i], ops::mean(square, {.axis = -2}));
    const auto share = rows / ops::mean(rows, {.axis = -1, .keepdims = true});
    squares_[i].assign(ops::expand_dims(share, -1) * ops::expand_dims(columns, -2));
    return squares_[i].value();
  }

  Variables rows_ = {}, columns_ = {}, squares_ = {};
};

}  // namespace

Adafactor::Adafactor(AdafactorOptions options)
    : Optimizer(std::make_shared<AdafactorImpl>(std::move(options))) {}
Adafactor::Adafactor(LearningRate learning_rate, AdafactorOptions options)
    : Adafactor(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_adafactor =
    registered<Optimizer, Adafactor, AdafactorOptions>("keras.optimizers", "Adafactor");

}  // namespace keras::optimizers
