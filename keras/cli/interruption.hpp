// Ctrl-C and SIGTERM while a model is trained: the running step is finished, then the training
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
};

/// Ends `fit` after the running step once a signal has come, by throwing `ExitStatus`.
Callback stop_when_interrupted();

}  // namespace keras::cli
