#include "keras/callbacks/monitor.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "keras/core/error.hpp"

namespace keras::callbacks {
namespace {

constexpr const char* falling[] = {"loss",       "error",   "entropy", "hinge",
                                   "divergence", "poisson", "mse",     "mae"};
constexpr const char* rising[] = {"acc", "auc", "precision",  "recall",      "sensitivity", "fbeta",
                                  "f1",  "iou", "similarity", "specificity", "r2",          "io_u"};

template <std::size_t N>
bool holds_one_of(const std::string& name, const char* const (&words)[N]) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](const char* word) { return name.find(word) != name.npos; });
}

bool rises_by_name(const std::string& callback, const std::string& name) {
  if (holds_one_of(name, rising)) return true;
  if (holds_one_of(name, falling)) return false;
  fail("callbacks.", callback, ": whether ", keras::quoted(name),
       " is to rise or to fall must be said with mode='max' or mode='min'; received mode='auto'");
}

}  // namespace

Monitor::Monitor(const char* callback, std::string name, const std::string& mode, double min_delta)
    : callback_(callback), name_(std::move(name)), min_delta_(std::abs(min_delta)) {
  if (mode != "auto" && mode != "min" && mode != "max")
    fail("callbacks.", callback,
         ": mode must be 'auto', 'min' or 'max'; received mode=", keras::quoted(mode));
  rises_ = mode == "auto" ? rises_by_name(callback_, name_) : mode == "max";
}

std::optional<double> Monitor::value(const Logs& logs) {
  if (logs.contains(name_)) return logs[name_];
  std::vector<std::string> names;
  for (const auto& [name, value] : logs) names.push_back(name);
  if (!std::exchange(warned_, true))
    std::fprintf(stderr, "%s\n",
                 text("warning: callbacks.", callback_, ": there is no ", keras::quoted(name_),
                      " to monitor; received ", names)
                     .c_str());
  return {};
}

bool Monitor::improves(double value, std::optional<double> reference) const {
  if (!reference) return true;
  // Compared in float32, as Keras does.
  const auto limit = static_cast<float>(*reference);
  return rises_ ? static_cast<float>(value - min_delta_) > limit
                : static_cast<float>(value + min_delta_) < limit;
}

}  // namespace keras::callbacks
