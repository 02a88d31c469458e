// keras.metrics: sums and means of values.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct MeanOptions {
  std::string name = "mean";
  std::optional<DTypePolicy> dtype = {};
};
/// The weighted mean of all values seen: `update_state(values, sample_weight)`.
class Mean : public Metric {
 public:
  explicit Mean(MeanOptions options = {});
};

struct SumOptions {
  std::string name = "sum";
  std::optional<DTypePolicy> dtype = {};
};
/// The weighted sum of all values seen: `update_state(values, sample_weight)`.
class Sum : public Metric {
 public:
  explicit Sum(SumOptions options = {});
};

extern const Registered<Metric> registered_mean;
[[gnu::used]] inline const auto* const linked_mean = &registered_mean;

}  // namespace keras::metrics
