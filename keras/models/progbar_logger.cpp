#include "keras/models/progbar_logger.hpp"

#include <optional>

#include "keras/models/progress_bar.hpp"

namespace keras::callbacks {
namespace {

class ProgbarLoggerImpl final : public Callback::Impl {
 public:
  void set_params(const CallbackParams& params) override { params_ = params; }
  bool shows_progress() const override { return true; }
  bool watches_batches() const override { return true; }
  bool reads_batch_logs() const override { return bar_ && bar_->due(); }

  void on_train_begin(Model&, const Logs&) override { in_fit_ = true; }
  void on_train_end(Model&, const Logs&) override { in_fit_ = false; }
  void on_epoch_begin(Model&, int epoch, const Logs&) override {
    begin();
    bar_->begin_epoch(epoch + 1, params_.epochs);
  }
  void on_train_batch_end(Model&, int batch, const Logs& logs) override { draw(batch, logs); }
  void on_epoch_end(Model&, int, Logs& logs) override { end(logs); }

  // The validation of `fit` shows nothing of its own.
  void on_test_begin(Model&, const Logs&) override {
    if (!in_fit_) begin();
  }
  void on_test_batch_end(Model&, int batch, const Logs& logs) override {
    if (!in_fit_) draw(batch, logs);
  }
  void on_test_end(Model&, const Logs& logs) override {
    if (!in_fit_) end(logs);
  }
  void on_predict_begin(Model&, const Logs&) override { begin(); }
  void on_predict_batch_end(Model&, int batch, const Logs&) override { draw(batch, {}); }
  void on_predict_end(Model&, const Logs&) override { end({}); }

 private:
  void begin() {
    seen_ = 0;
    const bool lines = !config::is_interactive_logging_enabled() && params_.verbose == 1;
    bar_.emplace(lines ? 2 : params_.verbose, params_.steps).begin_epoch(0, 0);
  }
  void draw(std::int64_t batch, const Logs& logs) {
    seen_ = batch + 1;
    const bool last = params_.steps && batch + 1 >= *params_.steps;
    if (!last && bar_->due()) bar_->draw(batch + 1, logs);
  }
  void end(const Logs& logs) {
    if (seen_ > 0) params_.steps = seen_;  // known from now on
    bar_->set_steps(params_.steps);
    bar_->end_epoch(logs);
  }

  CallbackParams params_;
  bool in_fit_ = false;
  std::int64_t seen_ = 0;  ///< Batches of the running epoch.
  std::optional<ProgressBar> bar_;
};

}  // namespace

ProgbarLogger::ProgbarLogger() : Callback(std::make_shared<ProgbarLoggerImpl>()) {}

}  // namespace keras::callbacks
