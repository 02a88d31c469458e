#include "keras/cli/interruption.hpp"

#include <semaphore.h>
#include <unistd.h>

#include <csignal>

#include "keras/cli/exit_status.hpp"
#include "keras/models/model.hpp"

namespace keras::cli {
namespace {

/// The exit status of a program that a signal ended.
constexpr int status_of_signal(int signal) { return 128 + signal; }

volatile std::sig_atomic_t received = 0;
sem_t arrived;  // what a thread may wait for, and a signal handler may use

void note(int signal) {
  if (received != 0) ::_exit(status_of_signal(signal));
  received = signal;
  ::sem_post(&arrived);
}

class StopWhenInterrupted final : public Callback::Impl {
 public:
  // Thrown, so that no callback takes the training for finished: a checkpoint stays.
  void on_train_batch_end(Model&, int, const Logs&) override {
    if (received != 0)
      throw ExitStatus{status_of_signal(received),
                       "interrupted: the training ended before its time"};
  }
  bool watches_batches() const override { return true; }
  bool reads_batch_logs() const override { return false; }
};

}  // namespace

Interruption::Interruption() {
  received = 0;
  ::sem_init(&arrived, 0, 0);
  std::signal(SIGINT, note);
  std::signal(SIGTERM, note);
}

Interruption::~Interruption() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

void Interruption::wait() const {
  while (received == 0) ::sem_wait(&arrived);
}

Callback stop_when_interrupted() { return Callback(std::make_shared<StopWhenInterrupted>()); }

}  // namespace keras::cli
