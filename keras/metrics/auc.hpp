// keras.metrics: the area under a curve.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct AUCOptions {
  int num_thresholds = 200;
  std::string curve = "ROC";                       ///< "ROC", "PR" or "PRGAIN".
  std::string summation_method = "interpolation";  ///< or "majoring", "minoring".
  std::optional<std::string> name = {};            ///< The class and a number by default.
  std::optional<DTypePolicy> dtype = {};
  OptionalList<double> thresholds = {};  ///< In place of num_thresholds.
  bool multi_label = false;              ///< One area for each column.
  std::optional<int> num_labels = {};
  OptionalList<double> label_weights = {};
  bool from_logits = false;
};
/// The area under the ROC or precision-recall curve, from counts at thresholds.
class AUC : public Metric {
 public:
  explicit AUC(AUCOptions options = {});
};

extern const Registered<Metric> registered_auc;
[[gnu::used]] inline const auto* const linked_auc = &registered_auc;

}  // namespace keras::metrics
