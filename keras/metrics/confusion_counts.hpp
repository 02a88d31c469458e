// Internal: what metrics of decisions at thresholds share.
#pragma once
#include <optional>
#include <vector>

#include "keras/graph/variable.hpp"

namespace keras::metrics {

/// How decisions are counted.
struct CountOptions {
  std::vector<double> thresholds = {};
  std::optional<int> top_k = {}, class_id = {};
  bool multi_label = false;                ///< Counts for each column: (thresholds, columns).
  std::vector<double> label_weights = {};  ///< A weight for each column; none by default.
};

/// The weights of right and wrong decisions at each threshold.
struct Counts {
  Tensor true_positives, false_positives, true_negatives, false_negatives;
};
Counts count_decisions(const Tensor& y_true, const Tensor& y_pred, const Tensor& sample_weight,
                       const CountOptions& options);

/// Sums of all four counts.
struct CountVariables {
  Variable true_positives = {}, false_positives = {}, true_negatives = {}, false_negatives = {};

  void add(const Counts& counts) const;
  Tensor recall() const;  ///< Also called sensitivity.
  Tensor precision() const;
  Tensor specificity() const;
  Tensor false_positive_rate() const;
};

/// `count` thresholds evenly spread over [0, 1]; 0.5 if there is one.
std::vector<double> even_thresholds(int count);

}  // namespace keras::metrics
