#include "keras/callbacks/learning_rate_scheduler.hpp"

#include <cstdio>

#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

class LearningRateSchedulerImpl final : public Callback::Impl {
 public:
  LearningRateSchedulerImpl(LearningRateScheduler::Schedule schedule, int verbose)
      : schedule_(std::move(schedule)), verbose_(verbose) {}

  void on_epoch_begin(Model& model, int epoch, const Logs&) override {
    const auto optimizer = model.optimizer();
    const auto rate = schedule_(epoch, optimizer.learning_rate());
    optimizer.learning_rate(rate);
    if (verbose_ > 0)
      std::printf("\nEpoch %d: LearningRateScheduler setting learning rate to %s.\n", epoch + 1,
                  text(rate).c_str());
  }
  void on_epoch_end(Model& model, int, Logs& logs) override {
    logs.set("learning_rate", model.optimizer().learning_rate());
  }

 private:
  LearningRateScheduler::Schedule schedule_;
  int verbose_;
};

}  // namespace

LearningRateScheduler::LearningRateScheduler(Schedule schedule,
                                             LearningRateSchedulerOptions options)
    : Callback(
          std::make_shared<LearningRateSchedulerImpl>(std::move(schedule), options.verbose)) {}

}  // namespace keras::callbacks
