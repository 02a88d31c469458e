// keras.callbacks.LearningRateScheduler
#pragma once
#include <concepts>
#include <functional>

#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `LearningRateScheduler` after the schedule.
struct LearningRateSchedulerOptions {
  int verbose = 0;  ///< 1 tells each rate.
};

/// Sets the learning rate before each epoch to `schedule(epoch, learning_rate)`; epochs count from
/// 0. The schedule may also take the epoch alone.
///
///     LearningRateScheduler halve([](int epoch, double rate) { return epoch < 5 ? rate : rate / 2; });
///
/// https://keras.io/api/callbacks/learning_rate_scheduler/
class LearningRateScheduler : public Callback {
 public:
  using Schedule = std::function<double(int epoch, double learning_rate)>;
  explicit LearningRateScheduler(Schedule schedule, LearningRateSchedulerOptions options = {});
  template <std::invocable<int> F>
  explicit LearningRateScheduler(F schedule, LearningRateSchedulerOptions options = {})
      : LearningRateScheduler(
            Schedule([schedule](int epoch, double) -> double { return schedule(epoch); }),
            options) {}
};

}  // namespace keras::callbacks
