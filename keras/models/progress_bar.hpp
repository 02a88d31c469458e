// Internal: what `fit` and `evaluate` show.
#pragma once
#include <chrono>
#include <cstdio>
#include <string>

#include "keras/core/settings.hpp"
#include "keras/models/logs.hpp"

namespace keras {

/// What `fit` shows: a bar that is drawn again at most some 20 times a second (verbose 1), or a
/// line an epoch (verbose 2).
class ProgressBar {
 public:
  ProgressBar(int verbose, std::int64_t steps, std::FILE* out = config::message_stream());

  void begin_epoch(int epoch, int epochs);
  /// Whether it is time to draw: only then are the numbers worth reading.
  bool due() const;
  void draw(std::int64_t step, const Logs& logs);
  void end_epoch(const Logs& logs);

 private:
  std::string numbers(const Logs& logs) const;

  int verbose_;
  std::int64_t steps_;
  std::FILE* out_;
  std::chrono::steady_clock::time_point start_, drawn_;
};

}  // namespace keras
