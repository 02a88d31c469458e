#include "keras/cli/interruption.hpp"

#include <unistd.h>

#include <csignal>

#include "keras/models/model.hpp"

namespace keras::cli {
namespace {

volatile std::sig_atomic_t received = 0;

void note(int signal) {
  if (received != 0) ::_exit(status_of_signal(signal));
  received = signal;
}

class StopWhenInterrupted final : public Callback::Impl {
 public:
  void on_train_batch_end(Model& model, int, const Logs&) override {
    if (received != 0) model.stop_training();
  }
  bool watches_batches() const override { return true; }
  bool reads_batch_logs() const override { return false; }
};

}  // namespace

Interruption::Interruption() {
  received = 0;
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

int Interruption::signal() { return received; }

Callback stop_when_interrupted() { return Callback(std::make_shared<StopWhenInterrupted>()); }

}  // namespace keras::cli
