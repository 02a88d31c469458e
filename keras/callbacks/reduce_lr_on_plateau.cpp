#include "keras/callbacks/reduce_lr_on_plateau.hpp"

#include <algorithm>
#include <cstdio>

#include "keras/callbacks/monitor.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

class ReduceLROnPlateauImpl final : public Callback::Impl {
 public:
  explicit ReduceLROnPlateauImpl(ReduceLROnPlateauOptions options)
      : options_(std::move(options)),
        monitor_("ReduceLROnPlateau", options_.monitor, options_.mode, options_.min_delta) {
    if (!(options_.factor < 1))
      fail("callbacks.ReduceLROnPlateau: factor must be below 1; received factor=",
           options_.factor);
  }

  void on_train_begin(Model&, const Logs&) override {
    wait_ = cooldown_ = 0;
    best_ = {};
  }

  void on_epoch_end(Model& model, int epoch, Logs& logs) override {
    logs.set("learning_rate", model.optimizer().learning_rate());
    const auto current = monitor_.value(logs);
    if (!current) return;
    if (cooldown_ > 0) {
      cooldown_ -= 1;
      wait_ = 0;
    }
    if (monitor_.improves(*current, best_)) {
      best_ = current;
      wait_ = 0;
    } else if (cooldown_ == 0 && ++wait_ >= options_.patience && reduce(model.optimizer(), epoch)) {
      cooldown_ = options_.cooldown;
      wait_ = 0;
    }
  }

 private:
  /// Whether the rate was still above the least one.
  bool reduce(const Optimizer& optimizer, int epoch) const {
    const auto rate = optimizer.learning_rate();
    if (rate <= static_cast<double>(static_cast<float>(options_.min_lr))) return false;
    const auto lower = std::max(rate * options_.factor, options_.min_lr);
    optimizer.learning_rate(lower);
    if (options_.verbose > 0)
      std::fprintf(config::message_stream(),
                   "\nEpoch %d: ReduceLROnPlateau reducing learning rate to %s.\n", epoch + 1,
                   text(lower).c_str());
    return true;
  }

  ReduceLROnPlateauOptions options_;
  Monitor monitor_;
  int wait_ = 0, cooldown_ = 0;
  std::optional<double> best_;
};

}  // namespace

ReduceLROnPlateau::ReduceLROnPlateau(ReduceLROnPlateauOptions options)
    : Callback(std::make_shared<ReduceLROnPlateauImpl>(std::move(options))) {}

const Registered<Callback> registered_reduce_lr_on_plateau =
    registered<Callback, ReduceLROnPlateau, ReduceLROnPlateauOptions>("keras.callbacks",
                                                                      "ReduceLROnPlateau");

}  // namespace keras::callbacks
