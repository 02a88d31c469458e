// keras.metrics: right and wrong decisions at thresholds.
#pragma once
#include "keras/metrics/built_in.hpp"
#include "keras/metrics/thresholds.hpp"

namespace keras::metrics {

struct TruePositivesOptions {
  Thresholds thresholds = {};            ///< One or several in [0, 1]; 0.5 by default.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The weight of samples of label 1 that are predicted so.
class TruePositives : public Metric {
 public:
  explicit TruePositives(TruePositivesOptions options = {});
};

struct FalsePositivesOptions {
  Thresholds thresholds = {};            ///< One or several in [0, 1]; 0.5 by default.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The weight of samples of label 0 that are predicted as 1.
class FalsePositives : public Metric {
 public:
  explicit FalsePositives(FalsePositivesOptions options = {});
};

struct TrueNegativesOptions {
  Thresholds thresholds = {};            ///< One or several in [0, 1]; 0.5 by default.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The weight of samples of label 0 that are predicted so.
class TrueNegatives : public Metric {
 public:
  explicit TrueNegatives(TrueNegativesOptions options = {});
};

struct FalseNegativesOptions {
  Thresholds thresholds = {};            ///< One or several in [0, 1]; 0.5 by default.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// The weight of samples of label 1 that are predicted as 0.
class FalseNegatives : public Metric {
 public:
  explicit FalseNegatives(FalseNegativesOptions options = {});
};

struct PrecisionOptions {
  Thresholds thresholds = {};        ///< One or several in [0, 1]; 0.5 by default.
  std::optional<int> top_k = {};     ///< Only the `top_k` largest predictions count as positive.
  std::optional<int> class_id = {};  ///< The one class to look at.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// true positives / (true positives + false positives)
class Precision : public Metric {
 public:
  explicit Precision(PrecisionOptions options = {});
};

struct RecallOptions {
  Thresholds thresholds = {};        ///< One or several in [0, 1]; 0.5 by default.
  std::optional<int> top_k = {};     ///< Only the `top_k` largest predictions count as positive.
  std::optional<int> class_id = {};  ///< The one class to look at.
  std::optional<std::string> name = {};  ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
};
/// true positives / (true positives + false negatives)
class Recall : public Metric {
 public:
  explicit Recall(RecallOptions options = {});
};

extern const Registered<Metric> registered_true_positives;
[[gnu::used]] inline const auto* const linked_true_positives = &registered_true_positives;

}  // namespace keras::metrics
