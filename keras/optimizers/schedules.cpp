#include "keras/optimizers/schedules.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::optimizers::schedules {
namespace {

/// A schedule as its options and a function of the step, a float32 scalar.
template <class Options>
class BuiltIn final : public LearningRateSchedule::Impl {
 public:
  using Function = Tensor (*)(const Options&, const Tensor&);
  BuiltIn(const char* class_name, Options options, Function function)
      : class_name_(class_name), options_(std::move(options)), function_(function) {}
  Tensor rate(const Tensor& step) const override {
    return function_(options_, ops::cast(step, DType::float32));
  }
  std::string_view class_name() const override { return class_name_; }
  Object config() const override { return to_config(options_); }

 private:
  const char* class_name_;
  Options options_;
  Function function_;
};

void require(bool holds, const char* class_name, const char* argument, const char* rule,
             double value) {
  if (!holds)
    fail("optimizers.schedules.", class_name, ": ", argument, " must be ", rule, "; received ",
         argument, "=", value);
}

void check_number(const char* class_name, const char* argument,
                  const std::optional<double>& value) {
  if (!value) fail("optimizers.schedules.", class_name, ": ", argument, " is required");
  require(std::isfinite(*value), class_name, argument, "finite", *value);
}

void check_steps(const char* class_name, const char* argument, Steps value) {
  require(std::isfinite(value) && value > 0, class_name, argument, "greater than 0", value);
}

template <class Options>
auto made(const char* class_name, Options options, typename BuiltIn<Options>::Function function) {
  if constexpr (requires { options.initial_learning_rate; }) {
    check_number(class_name, "initial_learning_rate", options.initial_learning_rate);
    if (options.initial_learning_rate < 0)
      require(false, class_name, "initial_learning_rate", "at least 0",
              *options.initial_learning_rate);
  }
  if constexpr (requires { options.decay_steps; })
    check_steps(class_name, "decay_steps", options.decay_steps);
  if constexpr (requires { options.decay_rate; })
    check_number(class_name, "decay_rate", options.decay_rate);
  return std::make_shared<const BuiltIn<Options>>(class_name, std::move(options), function);
}

template <class Options>
Options started(double initial_learning_rate, Options options) {
  options.initial_learning_rate = initial_learning_rate;
  return options;
}

template <class Options>
Options with_start(double initial_learning_rate, Steps decay_steps, Options options) {
  options.decay_steps = decay_steps;
  return started(initial_learning_rate, std::move(options));
}

template <class Options>
Options with_rate(double initial_learning_rate, Steps decay_steps, double decay_rate,
                  Options options) {
  options.decay_rate = decay_rate;
  return with_start(initial_learning_rate, decay_steps, std::move(options));
}

/// A number as float32 arithmetic takes it.
Tensor number(double value) { return ops::cast(value, DType::float32); }

template <class Options>
Tensor periods(const Options& options, const Tensor& step) {
  const auto quotient = step / number(options.decay_steps);
  return options.staircase ? ops::floor(quotient) : quotient;
}

Tensor exponential(const ExponentialDecayOptions& o, const Tensor& step) {
  return *o.initial_learning_rate * ops::power(*o.decay_rate, periods(o, step));
}

Tensor inverse_time(const InverseTimeDecayOptions& o, const Tensor& step) {
  return *o.initial_learning_rate / (1 + *o.decay_rate * periods(o, step));
}

Tensor piecewise(const PiecewiseConstantDecayOptions& o, const Tensor& step) {
  auto rate = number(o.values.back());
  for (auto i = o.boundaries.size(); i-- > 0;)
    rate = ops::where(step <= std::trunc(o.boundaries[i]), o.values[i], rate);
  return rate;
}

Tensor polynomial(const PolynomialDecayOptions& o, const Tensor& step) {
  Tensor at = step, length = number(o.decay_steps);
  if (o.cycle) {
    length = length * ops::where(step == 0, 1.0, ops::ceil(step / number(o.decay_steps)));
  } else {
    at = ops::minimum(step, length);
  }
  const auto end = number(o.end_learning_rate);
  return (*o.initial_learning_rate - end) * ops::power(1 - at / length, o.power) + end;
}

/// (1 + cos(pi * fraction)) / 2
Tensor half_wave(const Tensor& fraction) {
  return 0.5 * (1 + ops::cos(std::numbers::pi * fraction));
}

Tensor cosine(const CosineDecayOptions& o, const Tensor& step) {
  const auto decayed = [&](const Tensor& at, double from) {
    return from * ((1 - o.alpha) * half_wave(at / number(o.decay_steps)) + o.alpha);
  };
  if (!o.warmup_target)
    return decayed(ops::minimum(step, number(o.decay_steps)), *o.initial_learning_rate);
  const auto at = ops::minimum(step, number(o.decay_steps + o.warmup_steps));
  const auto start = number(*o.initial_learning_rate);
  const auto risen = (*o.warmup_target - start) * (at / number(o.warmup_steps)) + start;
  return ops::where(at < number(o.warmup_steps), risen,
                    decayed(at - number(o.warmup_steps), *o.warmup_target));
}

Tensor cosine_restarts(const CosineDecayRestartsOptions& o, const Tensor& step) {
  auto fraction = step / number(o.first_decay_steps);
  Tensor restarts;
  if (o.t_mul == 1) {
    restarts = ops::floor(fraction);
    fraction = fraction - restarts;
  } else {
    const auto factor = number(o.t_mul);
    restarts = ops::floor(ops::log(1 - fraction * (1 - factor)) / ops::log(factor));
    const auto power = ops::power(factor, restarts);
    fraction = (fraction - (1 - power) / (1 - factor)) / power;
  }
  const auto wave = half_wave(fraction) * ops::power(o.m_mul, restarts);
  return *o.initial_learning_rate * ((1 - o.alpha) * wave + o.alpha);
}

CosineDecayOptions checked(CosineDecayOptions options) {
  if (options.warmup_target) check_number("CosineDecay", "warmup_target", options.warmup_target);
  require(std::isfinite(options.warmup_steps) && options.warmup_steps >= 0, "CosineDecay",
          "warmup_steps", "at least 0", options.warmup_steps);
  return options;
}

CosineDecayRestartsOptions checked(CosineDecayRestartsOptions options) {
  check_steps("CosineDecayRestarts", "first_decay_steps", options.first_decay_steps);
  return options;
}

PiecewiseConstantDecayOptions checked(PiecewiseConstantDecayOptions options) {
  const auto& [boundaries, values, name] = options;
  if (values.size() != boundaries.size() + 1 || boundaries.empty())
    fail(
        "optimizers.schedules.PiecewiseConstantDecay: values must be one more than boundaries, "
        "of which there is at least one; received ",
        values.size(), " values and ", boundaries.size(), " boundaries");
  for (const double value : values)
    require(std::isfinite(value) && value >= 0, "PiecewiseConstantDecay", "values",
            "finite numbers of at least 0", value);
  for (std::size_t i = 1; i < boundaries.size(); ++i)
    require(boundaries[i] >= boundaries[i - 1], "PiecewiseConstantDecay", "boundaries", "rising",
            boundaries[i]);
  return options;
}

CosineDecayRestartsOptions with_first(double initial_learning_rate, Steps first_decay_steps,
                                      CosineDecayRestartsOptions options) {
  options.first_decay_steps = first_decay_steps;
  return started(initial_learning_rate, std::move(options));
}

}  // namespace

Value to_value(Steps steps) {
  if (steps != std::floor(steps)) return steps.count_;
  return static_cast<std::int64_t>(steps.count_);
}

ExponentialDecay::ExponentialDecay(ExponentialDecayOptions options)
    : LearningRateSchedule(made("ExponentialDecay", std::move(options), exponential)) {}
ExponentialDecay::ExponentialDecay(double initial_learning_rate, ExponentialDecayOptions options)
    : ExponentialDecay(started(initial_learning_rate, std::move(options))) {}
ExponentialDecay::ExponentialDecay(double initial_learning_rate, Steps decay_steps,
                                   double decay_rate, ExponentialDecayOptions options)
    : ExponentialDecay(
          with_rate(initial_learning_rate, decay_steps, decay_rate, std::move(options))) {}

InverseTimeDecay::InverseTimeDecay(InverseTimeDecayOptions options)
    : LearningRateSchedule(made("InverseTimeDecay", std::move(options), inverse_time)) {}
InverseTimeDecay::InverseTimeDecay(double initial_learning_rate, InverseTimeDecayOptions options)
    : InverseTimeDecay(started(initial_learning_rate, std::move(options))) {}
InverseTimeDecay::InverseTimeDecay(double initial_learning_rate, Steps decay_steps,
                                   double decay_rate, InverseTimeDecayOptions options)
    : InverseTimeDecay(
          with_rate(initial_learning_rate, decay_steps, decay_rate, std::move(options))) {}

PiecewiseConstantDecay::PiecewiseConstantDecay(PiecewiseConstantDecayOptions options)
    : LearningRateSchedule(made("PiecewiseConstantDecay", checked(std::move(options)), piecewise)) {
}
PiecewiseConstantDecay::PiecewiseConstantDecay(std::vector<Steps> boundaries,
                                               std::vector<double> values)
    : PiecewiseConstantDecay(PiecewiseConstantDecayOptions{.boundaries = std::move(boundaries),
                                                           .values = std::move(values)}) {}

PolynomialDecay::PolynomialDecay(PolynomialDecayOptions options)
    : LearningRateSchedule(made("PolynomialDecay", std::move(options), polynomial)) {}
PolynomialDecay::PolynomialDecay(double initial_learning_rate, PolynomialDecayOptions options)
    : PolynomialDecay(started(initial_learning_rate, std::move(options))) {}
PolynomialDecay::PolynomialDecay(double initial_learning_rate, Steps decay_steps,
                                 PolynomialDecayOptions options)
    : PolynomialDecay(with_start(initial_learning_rate, decay_steps, std::move(options))) {}

CosineDecay::CosineDecay(CosineDecayOptions options)
    : LearningRateSchedule(made("CosineDecay", checked(std::move(options)), cosine)) {}
CosineDecay::CosineDecay(double initial_learning_rate, CosineDecayOptions options)
    : CosineDecay(started(initial_learning_rate, std::move(options))) {}
CosineDecay::CosineDecay(double initial_learning_rate, Steps decay_steps,
                         CosineDecayOptions options)
    : CosineDecay(with_start(initial_learning_rate, decay_steps, std::move(options))) {}

CosineDecayRestarts::CosineDecayRestarts(CosineDecayRestartsOptions options)
    : LearningRateSchedule(
          made("CosineDecayRestarts", checked(std::move(options)), cosine_restarts)) {}
CosineDecayRestarts::CosineDecayRestarts(double initial_learning_rate,
                                         CosineDecayRestartsOptions options)
    : CosineDecayRestarts(started(initial_learning_rate, std::move(options))) {}
CosineDecayRestarts::CosineDecayRestarts(double initial_learning_rate, Steps first_decay_steps,
                                         CosineDecayRestartsOptions options)
    : CosineDecayRestarts(
          with_first(initial_learning_rate, first_decay_steps, std::move(options))) {}

const Registered<LearningRateSchedule> registered_exponential_decay =
    registered<LearningRateSchedule, ExponentialDecay, ExponentialDecayOptions>(
        "keras.optimizers.schedules", "ExponentialDecay");
const Registered<LearningRateSchedule> registered_inverse_time_decay =
    registered<LearningRateSchedule, InverseTimeDecay, InverseTimeDecayOptions>(
        "keras.optimizers.schedules", "InverseTimeDecay");
const Registered<LearningRateSchedule> registered_piecewise_constant_decay =
    registered<LearningRateSchedule, PiecewiseConstantDecay, PiecewiseConstantDecayOptions>(
        "keras.optimizers.schedules", "PiecewiseConstantDecay");
const Registered<LearningRateSchedule> registered_polynomial_decay =
    registered<LearningRateSchedule, PolynomialDecay, PolynomialDecayOptions>(
        "keras.optimizers.schedules", "PolynomialDecay");
const Registered<LearningRateSchedule> registered_cosine_decay =
    registered<LearningRateSchedule, CosineDecay, CosineDecayOptions>("keras.optimizers.schedules",
                                                                      "CosineDecay");
const Registered<LearningRateSchedule> registered_cosine_decay_restarts =
    registered<LearningRateSchedule, CosineDecayRestarts, CosineDecayRestartsOptions>(
        "keras.optimizers.schedules", "CosineDecayRestarts");

}  // namespace keras::optimizers::schedules
