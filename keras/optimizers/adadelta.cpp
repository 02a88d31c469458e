#include "keras/optimizers/adadelta.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class AdadeltaImpl final : public DescribedOptimizer<AdadeltaOptions> {
 public:
  explicit AdadeltaImpl(AdadeltaOptions options)
      : DescribedOptimizer("Adadelta", std::move(options)) {
    check_decay("rho", this->options().rho);
    check_epsilon(this->options().epsilon);
  }

 private:
  void build_slots() override {
    auto slots = add_slots({"accumulated_grad", "accumulated_delta_var"});
    gradients_ = std::move(slots[0]);
    changes_ = std::move(slots[1]);
  }

  Tensor root(const Tensor& mean_square) const {
    return ops::sqrt(mean_square + options().epsilon);
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const double rho = options().rho;
    const auto old_changes = changes_[i].value();
    const auto squares = rho * gradients_[i].value() + (1 - rho) * ops::square(gradient);
    gradients_[i].assign(squares);
    const auto change = -(root(old_changes) * gradient / root(squares));
    changes_[i].assign(rho * old_changes + (1 - rho) * ops::square(change));
    variable.assign_add(scalars[0] * change);
  }

  Variables gradients_ = {}, changes_ = {};
};

}  // namespace

Adadelta::Adadelta(AdadeltaOptions options)
    : Optimizer(std::make_shared<AdadeltaImpl>(std::move(options))) {}
Adadelta::Adadelta(LearningRate learning_rate, AdadeltaOptions options)
    : Adadelta(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_adadelta =
    registered<Optimizer, Adadelta, AdadeltaOptions>("keras.optimizers", "Adadelta");

}  // namespace keras::optimizers
