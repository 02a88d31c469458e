#include "keras/models/progbar.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/models/progress_bar.hpp"

namespace keras::utils {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ProgbarOptions checked(ProgbarOptions options) {
  if (options.stateful_metrics && options.stateless_metrics)
    fail(
        "utils.Progbar: only one of stateful_metrics and stateless_metrics can be given; received "
        "both");
  if (options.verbose < 0 || options.verbose > 2)
    fail("utils.Progbar: verbose must be 0, 1 or 2; received verbose=", options.verbose);
  if (options.width < 1)
    fail("utils.Progbar: width must be positive; received width=", options.width);
  if (!(options.interval >= 0 && options.interval < 1e6))
    fail("utils.Progbar: interval must not be negative; received interval=", options.interval);
  return options;
}

}  // namespace

Progbar::Progbar(std::optional<std::int64_t> target, ProgbarOptions options, std::FILE* out)
    : target_(target), options_(checked(std::move(options))) {
  const auto interval = static_cast<int>(options_.interval * 1000);
  bar_ = std::make_unique<ProgressBar>(
      options_.verbose, target_, out,
      BarStyle{options_.width, std::chrono::milliseconds(interval), options_.unit_name});
  bar_->begin_epoch(0, 0);
}

Progbar::~Progbar() = default;

bool Progbar::averages(const std::string& name) const {
  if (options_.stateless_metrics) return contains(*options_.stateless_metrics, name);
  return !options_.stateful_metrics || !contains(*options_.stateful_metrics, name);
}

Progbar::Average& Progbar::average_of(const std::string& name) {
  const auto at = std::find_if(averages_.begin(), averages_.end(),
                               [&](const Average& average) { return average.name == name; });
  return at != averages_.end() ? *at : averages_.emplace_back(Average{name});
}

void Progbar::update(std::int64_t current, const Values& values, std::optional<bool> finalize) {
  const bool last = finalize.value_or(target_ && current >= *target_);
  const auto steps = static_cast<double>(std::max<std::int64_t>(current - seen_, 1));
  for (const auto& [name, value] : values) {
    auto& average = average_of(name);
    if (last || !averages(name)) average = {name};
    const auto weight = last || !averages(name) ? 1 : steps;
    average.sum += value * weight, average.weight += weight;
  }
  seen_ = current;
  Logs logs;
  for (const auto& average : averages_) logs.set(average.name, average.sum / average.weight);
  if (last) {
    bar_->set_steps(current);
    bar_->end_epoch(logs);
  } else if (bar_->due()) {
    bar_->draw(current, logs);
  }
}

void Progbar::add(std::int64_t n, const Values& values) { update(seen_ + n, values); }

}  // namespace keras::utils
