// Ctrl-C and SIGTERM while a model is trained or served: what runs is finished, then the command
// ends.
#pragma once
#include "keras/models/callback.hpp"

namespace keras::cli {

/// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the program.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Until a signal has come.
  void wait() const;
};

/// Ends `fit` after the running step once a signal has come, by throwing `ExitStatus`.
Callback stop_when_interrupted();

}  // namespace keras::cli
