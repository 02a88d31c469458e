// Internal: what the optimizers share that are described by an options struct.
#pragma once
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "keras/ops/operators.hpp"
#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

/// The common arguments among those of an optimizer.
template <class Options>
CommonOptions common_options(const Options& options) {
  return {.weight_decay = options.weight_decay,
          .clipnorm = options.clipnorm,
          .clipvalue = options.clipvalue,
          .global_clipnorm = options.global_clipnorm,
          .use_ema = options.use_ema,
          .ema_momentum = options.ema_momentum,
          .ema_overwrite_frequency = options.ema_overwrite_frequency,
          .loss_scale_factor = options.loss_scale_factor,
          .gradient_accumulation_steps = options.gradient_accumulation_steps};
}

/// `options` with another rate.
template <class Options>
Options with_rate(LearningRate rate, Options options) {
  options.learning_rate = std::move(rate);
  return options;
}

/// Moves a running mean towards `sample` by that share of the way; where it is now.
inline Tensor update_mean(const Variable& mean, const Tensor& sample, double share) {
  const auto before = mean.value();
  const auto now = before + (sample - before) * share;
  mean.assign(now);
  return now;
}

/// An optimizer with its arguments, which its config comes from.
template <class Options>
class DescribedOptimizer : public Optimizer::Impl {
 public:
  DescribedOptimizer(const char* class_name, Options options)
      : Impl(class_name, options.name, options.learning_rate, common_options(options)),
        options_(std::move(options)) {}
  Object config() const override { return ordered_config(to_config(options_)); }

 protected:
  const Options& options() const { return options_; }
  /// How much of an average stays from one step to the next.
  void check_decay(const char* argument, double value) const {
    check(value >= 0 && value < 1, argument, "in [0, 1)", value);
  }
  /// What keeps a denominator from 0.
  void check_epsilon(double value) const {
    check(std::isfinite(value) && value >= 0, "epsilon", "a finite number of at least 0", value);
  }
  void check(bool holds, const char* argument, const char* rule, double value) const {
    if (!holds)
      fail("optimizers.", class_name(), ": ", argument, " must be ", rule, "; received ", argument,
           "=", value);
  }

 private:
  Options options_;
};

}  // namespace keras::optimizers
