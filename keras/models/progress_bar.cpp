#include "keras/models/progress_bar.hpp"

#include <algorithm>
#include <cmath>

#include "keras/core/error.hpp"

namespace keras {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// "3s", "12ms", "85us".
std::string duration(double seconds) {
  char buffer[32];
  if (seconds >= 1 || seconds == 0) {
    std::snprintf(buffer, sizeof buffer, "%.0fs", seconds);
  } else if (seconds >= 1e-3) {
    std::snprintf(buffer, sizeof buffer, "%.0fms", seconds * 1e3);
  } else {
    std::snprintf(buffer, sizeof buffer, "%.0fus", seconds * 1e6);
  }
  return buffer;
}

/// The mean of all numbers of a result: a bar has room for one, and Keras shows this one.
double mean(const Value& result) {
  if (result.is_number()) return result.as_number();
  double sum = 0;
  for (const auto& part : result.as_list()) sum += mean(part);
  return sum / static_cast<double>(result.as_list().size());
}

}  // namespace

ProgressBar::ProgressBar(int verbose, std::optional<std::int64_t> steps, std::FILE* out,
                         BarStyle style)
    : verbose_(verbose), steps_(steps), out_(out), style_(std::move(style)) {}

void ProgressBar::begin_epoch(int epoch, int epochs) {
  start_ = drawn_ = Clock::now();
  if (verbose_ > 0 && epochs > 0) std::fprintf(out_, "Epoch %d/%d\n", epoch, epochs);
}

bool ProgressBar::due() const { return verbose_ == 1 && Clock::now() - drawn_ > style_.interval; }

std::string ProgressBar::numbers(const Logs& logs) const {
  std::string out;
  for (const auto& [name, result] : logs) {
    char buffer[64];
    const auto value = mean(result);
    const bool plain =
        value == 0 || (std::abs(value) > 1e-3 && std::abs(value) < 1e6) || !std::isfinite(value);
    std::snprintf(buffer, sizeof buffer, plain ? "%.4f" : "%.4e", value);
    out += text(" - ", name, ": ", buffer);
  }
  return out;
}

void ProgressBar::draw(std::int64_t step, const Logs& logs) {
  if (verbose_ != 1) return;
  drawn_ = Clock::now();
  const auto elapsed = seconds_since(start_);
  const auto steps = std::max<std::int64_t>(steps_.value_or(step), 1);
  const auto filled = steps_ ? static_cast<int>(style_.width * step / steps) : 0;
  std::string bar;
  for (int i = 0; i < style_.width; ++i) bar += i < filled ? "\u2501" : "\u2500";
  const auto per_step = elapsed / static_cast<double>(std::max<std::int64_t>(step, 1));
  const bool over = step == steps_;
  const auto left = over || !steps_ ? elapsed : per_step * static_cast<double>(steps - step);
  const auto line = text(step, "/", steps_ ? text(*steps_) : "Unknown", " ", bar, " ",
                         duration(left), " ", duration(per_step), "/", style_.unit, numbers(logs));
  std::fprintf(out_, "\r\x1b[K%s", line.c_str());
  std::fflush(out_);
}

void ProgressBar::end_epoch(const Logs& logs) {
  const auto steps = steps_.value_or(0);
  if (verbose_ == 1) {
    draw(steps, logs);
    std::fputc('\n', out_);
  } else if (verbose_ == 2) {
    const auto elapsed = seconds_since(start_);
    const auto line =
        text(steps, "/", steps, " - ", duration(elapsed), " - ",
             duration(elapsed / static_cast<double>(std::max<std::int64_t>(steps, 1))), "/",
             style_.unit, numbers(logs));
    std::fprintf(out_, "%s\n", line.c_str());
  }
  std::fflush(out_);
}

}  // namespace keras
