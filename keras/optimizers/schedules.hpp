// keras.optimizers.schedules
#pragma once
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "keras/optimizers/schedule.hpp"

namespace keras::optimizers::schedules {

/// A number of steps. Keras takes fractions too.
class Steps {
 public:
  Steps() = default;
  template <class T>
  requires std::is_arithmetic_v<T> Steps(T count) : count_(static_cast<double>(count)) {}
  operator double() const { return count_; }

  friend Value to_value(Steps steps);
  friend void from_value(const Value& value, Steps& steps) { steps = value.as_number(); }

 private:
  double count_ = 0;
};
/// Without a fraction where there is none.
Value to_value(Steps steps);

struct ExponentialDecayOptions {
  std::optional<double> initial_learning_rate = {};  ///< Required.
  Steps decay_steps = 0;                             ///< Required.
  std::optional<double> decay_rate = {};             ///< Required.
  bool staircase = false;
  std::string name = "ExponentialDecay";
};
/// initial_learning_rate * decay_rate ^ (step / decay_steps); with `staircase`, the quotient is
/// rounded down.
class ExponentialDecay : public LearningRateSchedule {
 public:
  explicit ExponentialDecay(ExponentialDecayOptions options);
  ExponentialDecay(double initial_learning_rate, ExponentialDecayOptions options);
  ExponentialDecay(double initial_learning_rate, Steps decay_steps, double decay_rate,
                   ExponentialDecayOptions options = {});
};

struct InverseTimeDecayOptions {
  std::optional<double> initial_learning_rate = {};  ///< Required.
  Steps decay_steps = 0;                             ///< Required.
  std::optional<double> decay_rate = {};             ///< Required.
  bool staircase = false;
  std::string name = "InverseTimeDecay";
};
/// initial_learning_rate / (1 + decay_rate * step / decay_steps); with `staircase`, the quotient is
/// rounded down.
class InverseTimeDecay : public LearningRateSchedule {
 public:
  explicit InverseTimeDecay(InverseTimeDecayOptions options);
  InverseTimeDecay(double initial_learning_rate, InverseTimeDecayOptions options);
  InverseTimeDecay(double initial_learning_rate, Steps decay_steps, double decay_rate,
                   InverseTimeDecayOptions options = {});
};

struct PiecewiseConstantDecayOptions {
  std::vector<Steps> boundaries = {};  ///< Steps, rising. Required.
  std::vector<double> values = {};     ///< One more than boundaries. Required.
  std::string name = "PiecewiseConstant";
};
/// values[i] up to step boundaries[i], and the last value after the last boundary.
class PiecewiseConstantDecay : public LearningRateSchedule {
 public:
  explicit PiecewiseConstantDecay(PiecewiseConstantDecayOptions options);
  PiecewiseConstantDecay(std::vector<Steps> boundaries, std::vector<double> values);
};

struct PolynomialDecayOptions {
  std::optional<double> initial_learning_rate = {};  ///< Required.
  Steps decay_steps = 0;                             ///< Required.
  double end_learning_rate = 0.0001;
  double power = 1.0;
  bool cycle = false;  ///< Start again, more slowly, after decay_steps.
  std::string name = "PolynomialDecay";
};
/// From initial_learning_rate to end_learning_rate along (1 - step / decay_steps) ^ power.
class PolynomialDecay : public LearningRateSchedule {
 public:
  explicit PolynomialDecay(PolynomialDecayOptions options);
  PolynomialDecay(double initial_learning_rate, PolynomialDecayOptions options);
  PolynomialDecay(double initial_learning_rate, Steps decay_steps,
                  PolynomialDecayOptions options = {});
};

struct CosineDecayOptions {
  std::optional<double> initial_learning_rate = {};  ///< Required.
  Steps decay_steps = 0;                             ///< Required.
  double alpha = 0.0;                                ///< The last rate, as a fraction of the first.
  std::string name = "CosineDecay";
  std::optional<double> warmup_target = {};
  Steps warmup_steps = 0;
};
/// Half a wave of the cosine from initial_learning_rate down to its fraction `alpha`, after a
/// straight rise to `warmup_target` if there is one.
class CosineDecay : public LearningRateSchedule {
 public:
  explicit CosineDecay(CosineDecayOptions options);
  CosineDecay(double initial_learning_rate, CosineDecayOptions options);
  CosineDecay(double initial_learning_rate, Steps decay_steps, CosineDecayOptions options = {});
};

struct CosineDecayRestartsOptions {
  std::optional<double> initial_learning_rate = {};  ///< Required.
  Steps first_decay_steps = 0;                       ///< Required.
  double t_mul = 2.0;  ///< Each period is this much longer than the one before.
  double m_mul = 1.0;  ///< Each period starts at this fraction of the one before.
  double alpha = 0.0;  ///< The lowest rate, as a fraction of the first.
  std::string name = "SGDRDecay";
};
/// Half waves of the cosine, one after the other (Loshchilov and Hutter, 2016).
class CosineDecayRestarts : public LearningRateSchedule {
 public:
  explicit CosineDecayRestarts(CosineDecayRestartsOptions options);
  CosineDecayRestarts(double initial_learning_rate, CosineDecayRestartsOptions options);
  CosineDecayRestarts(double initial_learning_rate, Steps first_decay_steps,
                      CosineDecayRestartsOptions options = {});
};

extern const Registered<LearningRateSchedule> registered_exponential_decay;
[[gnu::used]] inline const auto* const linked_exponential_decay = &registered_exponential_decay;

}  // namespace keras::optimizers::schedules
