#include "keras/optimizers/loss_scale_optimizer.hpp"

#include <cmath>
#include <memory>
#include <utility>

#include "keras/core/registry_define.hpp"
#include "keras/ops/operators.hpp"

namespace keras::optimizers {
namespace {

class LossScaleImpl final : public Optimizer::Impl {
 public:
  explicit LossScaleImpl(LossScaleOptimizerOptions options)
      : Optimizer::Impl("LossScaleOptimizer", options.name, 0.0, {}), options_(std::move(options)) {
    if (!options_.inner_optimizer.defined())
      fail(
          "optimizers.LossScaleOptimizer: inner_optimizer must be an optimizer; received "
          "inner_optimizer=None");
    if (!(std::isfinite(options_.initial_scale) && options_.initial_scale > 0))
      fail(
          "optimizers.LossScaleOptimizer: initial_scale must be a finite number greater than 0; "
          "received initial_scale=",
          options_.initial_scale);
    if (options_.dynamic_growth_steps < 1)
      fail(
          "optimizers.LossScaleOptimizer: dynamic_growth_steps must be at least 1; received "
          "dynamic_growth_steps=",
          options_.dynamic_growth_steps);
    inner().become_inner();
  }

  Optimizer::Impl& core() override { return inner().core(); }

  Object config() const override {
    return {{"name", name()},
            {"inner_optimizer", to_value(options_.inner_optimizer)},
            {"initial_scale", options_.initial_scale},
            {"dynamic_growth_steps", options_.dynamic_growth_steps}};
  }

  void build(const Variables& trainable) override {
    inner().build(trainable);
    Optimizer::Impl::build(trainable);
  }

  Variables variables() const override {
    auto all = Optimizer::Impl::variables();
    const auto more = inner().variables();
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Tensor scale_loss(const Tensor& loss) const override {
    return built() ? loss * scale_.value() : loss * options_.initial_scale;
  }

  void step(std::vector<Tensor> gradients) override {
    Tensor finite;
    const auto scale = scale_.value();
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      auto& gradient = gradients[i];
      if (!gradient.defined()) continue;
      const auto good = ops::all(ops::isfinite(gradient));
      finite = finite.defined() ? ops::logical_and(finite, good) : good;
      if (!is_overwritten(trainable()[i])) gradient = gradient / scale;
    }
    auto changing = inner().variables();
    changing.insert(changing.end(), trainable().begin(), trainable().end());
    std::vector<Tensor> before;
    for (const auto& variable : changing) before.push_back(variable.value());
    inner().step(std::move(gradients));
    keep_if(finite, changing, before);
    const auto grows = steps_.value() == options_.dynamic_growth_steps - 1;
    scale_.assign(ops::where(finite, ops::where(grows, scale * 2.0, scale), scale * 0.5));
    steps_.assign(ops::where(ops::logical_and(finite, !grows), steps_.value() + 1, 0));
  }

 private:
  void build_slots() override {
    steps_ = add_scalar("step_counter", 0, DType::int32);
    scale_ = add_scalar("dynamic_scale", options_.initial_scale, DType::float32);
  }

  Optimizer::Impl& inner() const { return *options_.inner_optimizer.impl(); }

  LossScaleOptimizerOptions options_;
  Variable steps_ = {}, scale_ = {};
};

LossScaleOptimizerOptions with_inner(Optimizer inner, LossScaleOptimizerOptions options) {
  options.inner_optimizer = std::move(inner);
  return options;
}

}  // namespace

LossScaleOptimizer::LossScaleOptimizer(LossScaleOptimizerOptions options)
    : Optimizer(std::make_shared<LossScaleImpl>(std::move(options))) {}
LossScaleOptimizer::LossScaleOptimizer(Optimizer inner_optimizer, LossScaleOptimizerOptions options)
    : LossScaleOptimizer(with_inner(std::move(inner_optimizer), std::move(options))) {}

Optimizer loss_scale_optimizer_from(const Object& config) {
  auto own = config;
  const auto unset = to_config(CommonOptions());
  for (const auto& [key, value] : unset) {
    const auto* given = own.find(key);
    if (!given) continue;
    if (!(*given == value))
      fail("optimizers.LossScaleOptimizer: ", key, " must be set on inner_optimizer; received ",
           key, "=", *given);
    own.erase(key);
  }
  return LossScaleOptimizer(options_from<LossScaleOptimizerOptions>(own));
}

const Registered<Optimizer> registered_loss_scale_optimizer{
    "keras.optimizers",
    "LossScaleOptimizer",
    loss_scale_optimizer_from,
    Definition<Optimizer, LossScaleOptimizer, LossScaleOptimizerOptions>::arguments,
    {"lossscaleoptimizer"}};

}  // namespace keras::optimizers
