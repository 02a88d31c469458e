#include "keras/optimizers/muon.hpp"

#include <algorithm>
#include <cmath>
#include <regex>

#include "keras/core/naming.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers/described_optimizer.hpp"

namespace keras::optimizers {
namespace {

/// Keras saves no exclusions as an empty list.
MuonOptions listed(MuonOptions options) {
  if (!options.exclude_layers) options.exclude_layers.emplace();
  return options;
}

std::regex expression(const std::string& pattern) {
  try {
    return std::regex(pattern);
  } catch (const std::regex_error&) {
    fail("optimizers.Muon: exclude_layers must be regular expressions; received exclude_layers=",
         quoted(pattern));
  }
}

/// The matrix nearest to `x` whose shorter side is orthonormal, roughly: each Newton-Schulz
/// iteration moves the singular values, which start in [0, 1], toward 1.
Tensor orthogonal(Tensor x, const MuonOptions& options) {
  const bool tall = x.shape()[0] > x.shape()[1];
  if (tall) x = ops::transpose(x);
  x = x / (ops::sqrt(ops::sum(ops::square(x))) + config::epsilon());
  for (int i = 0; i < options.ns_steps; ++i) {
    const auto gram = ops::matmul(x, ops::transpose(x));
    const auto change = options.muon_b * gram + options.muon_c * ops::matmul(gram, gram);
    x = options.muon_a * x + ops::matmul(change, x);
  }
  return tall ? ops::transpose(x) : x;
}

class MuonImpl final : public DescribedOptimizer<MuonOptions> {
 public:
  explicit MuonImpl(MuonOptions options) : DescribedOptimizer("Muon", listed(std::move(options))) {
    const auto& o = this->options();
    check_decay("adam_beta_1", o.adam_beta_1);
    check_decay("adam_beta_2", o.adam_beta_2);
    check_epsilon(o.epsilon);
    check(o.ns_steps >= 0, "ns_steps", "at least 0", o.ns_steps);
    if (o.adam_weight_decay)
      check(std::isfinite(*o.adam_weight_decay) && *o.adam_weight_decay >= 0, "adam_weight_decay",
            "a finite number of at least 0", *o.adam_weight_decay);
    for (const auto& pattern : *o.exclude_layers) excluded_.push_back(expression(pattern));
  }

 private:
  bool is_for_adam(const Variable& variable) const {
    const auto path = variable.path();
    if (variable.shape().rank() != 2) return true;
    if (options().exclude_embeddings && lower_case(path).find("embedding") != std::string::npos)
      return true;
    return std::any_of(excluded_.begin(), excluded_.end(),
                       [&](const std::regex& pattern) { return std::regex_search(path, pattern); });
  }

  void build_slots() override {
    for (const auto& variable : trainable()) {
      momentums_.push_back(add_slot_like(variable, "momentum"));
      velocities_.push_back(is_for_adam(variable) ? add_slot_like(variable, "velocity")
                                                  : Variable());
    }
  }

  std::optional<double> weight_decay(const Variable& variable) const override {
    return is_for_adam(variable) ? options().adam_weight_decay : options().weight_decay;
  }

  /// The rate, and Adam's, corrected for means that started at 0.
  std::vector<Tensor> scalars(DType dtype, const Tensor& rate) override {
    const auto& o = options();
    const auto step = ops::cast(updates_done() + 1, dtype);
    const auto correction =
        ops::sqrt(1 - ops::power(o.adam_beta_2, step)) / (1 - ops::power(o.adam_beta_1, step));
    return {rate, rate * o.adam_lr_ratio * correction};
  }

  void update(std::size_t i, const Variable& variable, const Tensor& gradient,
              const std::vector<Tensor>& scalars) override {
    if (velocities_[i].defined()) return update_as_adam(i, variable, gradient, scalars[1]);
    const auto& o = options();
    const auto m = momentums_[i].value() * o.momentum + gradient;
    momentums_[i].assign(m);
    const auto direction = orthogonal(o.nesterov ? gradient + o.momentum * m : m, o);
    const auto longest = std::max(variable.shape()[0], variable.shape()[1]);
    const double scale = o.rms_rate ? std::sqrt(static_cast<double>(longest)) * *o.rms_rate : 1;
    variable.assign_sub(scalars[0] * direction * scale);
  }

  void update_as_adam(std::size_t i, const Variable& variable, const Tensor& gradient,
                      const Tensor& rate) {
    const auto& o = options();
    const auto m = update_mean(momentums_[i], gradient, 1 - o.adam_beta_1);
    const auto v = update_mean(velocities_[i], ops::square(gradient), 1 - o.adam_beta_2);
    variable.assign_sub(m * rate / (ops::sqrt(v) + o.epsilon));
  }

  std::vector<std::regex> excluded_ = {};
  Variables momentums_ = {}, velocities_ = {};  ///< No velocity where Muon's own step is taken.
};

}  // namespace

Muon::Muon(MuonOptions options) : Optimizer(std::make_shared<MuonImpl>(std::move(options))) {}
Muon::Muon(LearningRate learning_rate, MuonOptions options)
    : Muon(with_rate(std::move(learning_rate), std::move(options))) {}

const Registered<Optimizer> registered_muon =
    registered<Optimizer, Muon, MuonOptions>("keras.optimizers", "Muon");

}  // namespace keras::optimizers
