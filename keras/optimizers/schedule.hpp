#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::optimizers::schedules {

/// A learning rate that depends on the number of steps done (keras.optimizers.schedules).
class LearningRateSchedule {
 public:
  static constexpr const char* kind = "learning rate schedule";

  class Impl {
   public:
    virtual ~Impl() = default;
    /// The rate for `step`, a scalar tensor (int32).
    virtual Tensor rate(const Tensor& step) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
  };

  LearningRateSchedule() = default;
  explicit LearningRateSchedule(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  bool defined() const { return impl_ != nullptr; }
  Tensor operator()(const Tensor& step) const { return impl_->rate(step); }

  friend Value to_value(const LearningRateSchedule& schedule);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const LearningRateSchedule& schedule);
inline void from_value(const Value& value, LearningRateSchedule& x) {
  x = deserialize<LearningRateSchedule>(value);
}

namespace detail {

template <class D>
struct Own final : LearningRateSchedule::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor rate(const Tensor& step) const override { return self(step); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail
}  // namespace keras::optimizers::schedules

namespace keras::optimizers {

/// A user's own schedule: a plain struct with `Tensor operator()(const Tensor& step) const`.
template <class T>
concept ScheduleDefinition = std::is_aggregate_v<T> && std::invocable<const T, const Tensor&>;

/// A number, a schedule, or an own struct.
class LearningRate {
 public:
  LearningRate(double rate) : rate_(rate) {}
  LearningRate(schedules::LearningRateSchedule schedule) : schedule_(std::move(schedule)) {}
  template <ScheduleDefinition D>
  LearningRate(D own);

  double rate() const { return rate_; }
  const schedules::LearningRateSchedule& schedule() const { return schedule_; }

 private:
  double rate_ = 0;
  schedules::LearningRateSchedule schedule_;
};

template <ScheduleDefinition D>
LearningRate::LearningRate(D own)
    : schedule_(std::make_shared<const schedules::detail::Own<D>>(std::move(own))) {
  using schedules::LearningRateSchedule;
  Registry<LearningRateSchedule>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return LearningRate(options_from<D>(config)).schedule(); }});
}

Value to_value(const LearningRate& rate);
void from_value(const Value& value, LearningRate& rate);

}  // namespace keras::optimizers
