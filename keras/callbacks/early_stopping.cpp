#include "keras/callbacks/early_stopping.hpp"

#include <cstdio>

#include "keras/callbacks/monitor.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/models/model.hpp"

namespace keras::callbacks {
namespace {

class EarlyStoppingImpl final : public Callback::Impl {
 public:
  explicit EarlyStoppingImpl(EarlyStoppingOptions options)
      : options_(std::move(options)),
        monitor_("EarlyStopping", options_.monitor, options_.mode, options_.min_delta) {}

  void on_train_begin(Model&, const Logs&) override {
    wait_ = stopped_epoch_ = best_epoch_ = 0;
    best_ = {};
    best_weights_.clear();
  }

  void on_epoch_end(Model& model, int epoch, Logs& logs) override {
    const auto current = monitor_.value(logs);
    if (!current || epoch < options_.start_from_epoch) return;
    if (options_.restore_best_weights && best_weights_.empty()) keep(model, epoch);
    wait_ += 1;
    if (monitor_.improves(*current, best_)) {
      best_ = current;
      keep(model, epoch);
      if (!options_.baseline || monitor_.improves(*current, options_.baseline)) wait_ = 0;
    } else if (wait_ >= options_.patience && epoch > 0) {
      stopped_epoch_ = epoch;
      model.stop_training();
    }
  }

  void on_train_end(Model& model, const Logs&) override {
    const bool talks = options_.verbose > 0;
    if (stopped_epoch_ > 0 && talks)
      std::fprintf(config::message_stream(), "Epoch %d: early stopping\n", stopped_epoch_ + 1);
    if (best_weights_.empty()) return;
    if (talks)
      std::fprintf(config::message_stream(),
                   "Restoring model weights from the end of the best epoch: %d.\n",
                   best_epoch_ + 1);
    model.set_weights(best_weights_);
  }

 private:
  void keep(const Model& model, int epoch) {
    best_epoch_ = epoch;
    if (options_.restore_best_weights) best_weights_ = model.get_weights();
  }

  EarlyStoppingOptions options_;
  Monitor monitor_;
  int wait_ = 0, stopped_epoch_ = 0, best_epoch_ = 0;
  std::optional<double> best_;
  std::vector<Tensor> best_weights_;
};

}  // namespace

EarlyStopping::EarlyStopping(EarlyStoppingOptions options)
    : Callback(std::make_shared<EarlyStoppingImpl>(std::move(options))) {}

const Registered<Callback> registered_early_stopping =
    registered<Callback, EarlyStopping, EarlyStoppingOptions>("keras.callbacks", "EarlyStopping");

}  // namespace keras::callbacks
