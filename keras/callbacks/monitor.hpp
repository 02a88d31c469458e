// Internal: what callbacks that watch one number have in common.
#pragma once
#include <optional>
#include <string>

#include "keras/models/logs.hpp"

namespace keras::callbacks {

/// Compares the monitored number of an epoch with an earlier one. Mode "auto" goes by the name:
/// losses and errors must fall, accuracies and scores must rise.
class Monitor {
 public:
  Monitor(const char* callback, std::string name, const std::string& mode, double min_delta);

  const std::string& name() const { return name_; }
  /// The number in `logs`; nothing, and a warning the first time, when it is not there.
  std::optional<double> value(const Logs& logs);
  /// Whether `value` is better than `reference` by more than min_delta; anything is better than
  /// nothing.
  bool improves(double value, std::optional<double> reference) const;

 private:
  std::string callback_, name_;
  bool rises_ = false, warned_ = false;
  double min_delta_ = 0;
};

}  // namespace keras::callbacks
