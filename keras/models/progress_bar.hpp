// Internal: what `fit` and `evaluate` show.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "keras/core/settings.hpp"
#include "keras/models/logs.hpp"

namespace keras {

/// How a bar looks.
struct BarStyle {
  int width = 20;                          ///< Of the bar, in characters.
  std::chrono::milliseconds interval{50};  ///< Between two drawings, at least.
  std::string unit = "step";
};

/// What `fit` shows: a bar that is drawn again at most some 20 times a second (verbose 1), or a
/// line an epoch (verbose 2).
class ProgressBar {
 public:
  /// Without `steps` their number is not known before the first epoch ends.
  ProgressBar(int verbose, std::optional<std::int64_t> steps,
              std::FILE* out = config::message_stream(), BarStyle style = {});

  void begin_epoch(int epoch, int epochs);
  /// Whether it is time to draw: only then are the numbers worth reading.
  bool due() const;
  /// Says how many steps there were after all.
  void set_steps(std::optional<std::int64_t> steps) { steps_ = steps; }
  void draw(std::int64_t step, const Logs& logs);
  void end_epoch(const Logs& logs);

 private:
  std::string numbers(const Logs& logs) const;

  int verbose_;
  std::optional<std::int64_t> steps_;
  std::FILE* out_;
  BarStyle style_;
  std::chrono::steady_clock::time_point start_, drawn_;
};

}  // namespace keras
