// keras.metrics: the best of one rate where another is good enough.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct SensitivityAtSpecificityOptions {
  std::optional<double> specificity = {};  ///< Required, in [0, 1].
  int num_thresholds = 200;
  std::optional<int> class_id = {};
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The best sensitivity where the specificity is at least `specificity`.
class SensitivityAtSpecificity : public Metric {
 public:
  explicit SensitivityAtSpecificity(SensitivityAtSpecificityOptions options);
};

struct SpecificityAtSensitivityOptions {
  std::optional<double> sensitivity = {};  ///< Required, in [0, 1].
  int num_thresholds = 200;
  std::optional<int> class_id = {};
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The best specificity where the sensitivity is at least `sensitivity`.
class SpecificityAtSensitivity : public Metric {
 public:
  explicit SpecificityAtSensitivity(SpecificityAtSensitivityOptions options);
};

struct PrecisionAtRecallOptions {
  std::optional<double> recall = {};  ///< Required, in [0, 1].
  int num_thresholds = 200;
  std::optional<int> class_id = {};
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The best precision where the recall is at least `recall`.
class PrecisionAtRecall : public Metric {
 public:
  explicit PrecisionAtRecall(PrecisionAtRecallOptions options);
};

struct RecallAtPrecisionOptions {
  std::optional<double> precision = {};  ///< Required, in [0, 1].
  int num_thresholds = 200;
  std::optional<int> class_id = {};
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The best recall where the precision is at least `precision`.
class RecallAtPrecision : public Metric {
 public:
  explicit RecallAtPrecision(RecallAtPrecisionOptions options);
};

extern const Registered<Metric> registered_sensitivity_at_specificity;
[[gnu::used]] inline const auto* const linked_sensitivity_at_specificity =
    &registered_sensitivity_at_specificity;

}  // namespace keras::metrics
