#include "keras/optimizers/sgd.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

class SGDImpl final : public DescribedOptimizer<SGDOptions> {
 public:
  explicit SGDImpl(SGDOptions options) : DescribedOptimizer("SGD", std::move(options)) {
    const auto momentum = this->options().momentum;
    check(momentum >= 0 && momentum <= 1, "momentum", "in [0, 1]", momentum);
  }

 private:
  void build_slots() override {
    if (options().momentum != 0) momentums_ = add_slots({"momentum"})[0];
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    const auto change = gradient * scalars[0];
    if (momentums_.empty()) return variable.assign_sub(change);
    const auto m = momentums_[i].value() * options().momentum - change;
    momentums_[i].assign(m);
    variable.assign_add(options().nesterov ? m * options().momentum - change : m);
  }

  Variables momentums_ = {};
};

}  // namespace

SGD::SGD(SGDOptions options) : Optimizer(std::make_shared<SGDImpl>(std::move(options))) {}
SGD::SGD(LearningRate learning_rate, SGDOptions options)
    : SGD(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_sgd =
    registered<Optimizer, SGD, SGDOptions>("keras.optimizers", "SGD");

}  // namespace keras::optimizers
