// Ctrl-C and SIGTERM while a model is trained: the running step is finished, then the training ends.
#pragma once
#include "keras/models/callback.hpp"

namespace keras::cli {

/// The exit status of a program that a signal ended.
constexpr int status_of_signal(int signal) { return 128 + signal; }

/// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the program.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// The signal that came; 0 when there was none.
  static int signal();
};

/// Ends `fit` after the running step once a signal has come.
Callback stop_when_interrupted();

}  // namespace keras::cli
