#pragma once
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {
class ProgressBar;
}  // namespace keras

namespace keras::utils {

/// Arguments of `Progbar` after `target`, in the order of keras.utils.Progbar.
struct ProgbarOptions {
  int width = 20;
  int verbose = 1;                                  ///< 0: nothing, 1: a bar, 2: a line at the end.
  double interval = 0.05;                           ///< Seconds between two drawings, at least.
  OptionalList<std::string> stateful_metrics = {};  ///< Are shown as they are.
  OptionalList<std::string> stateless_metrics = {};  ///< Or: only these are averaged.
  std::string unit_name = "step";
};

/// A bar for loops of one's own. Numbers are averaged over the steps.
///
///     utils::Progbar bar(100);
///     for (int step = 1; step <= 100; ++step) bar.update(step, {{"loss", loss}});
///
/// https://keras.io/api/utils/python_utils#progbar-class
class Progbar {
 public:
  using Values = std::vector<std::pair<std::string, double>>;

  /// `target` is the number of steps, None where it is not known.
  explicit Progbar(std::optional<std::int64_t> target, ProgbarOptions options = {},
                   std::FILE* out = stdout);
  ~Progbar();

  /// Step `current` is done and gave `values`; the last one ends the line, which `finalize` says
  /// where there is no target.
  void update(std::int64_t current, const Values& values = {}, std::optional<bool> finalize = {});
  /// So many more steps are done.
  void add(std::int64_t n, const Values& values = {});

 private:
  struct Average {
    std::string name;
    double sum = 0, weight = 0;
  };
  bool averages(const std::string& name) const;
  Average& average_of(const std::string& name);

  std::optional<std::int64_t> target_;
  ProgbarOptions options_;
  std::unique_ptr<ProgressBar> bar_;
  std::vector<Average> averages_;
  std::int64_t seen_ = 0;
};

}  // namespace keras::utils
