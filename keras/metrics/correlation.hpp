// keras.metrics: correlations.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct PearsonCorrelationOptions {
  std::string name = "pearson_correlation";
  std::optional<DTypePolicy> dtype = {};
  int axis = -1;
};
/// The mean Pearson correlation along `axis`.
class PearsonCorrelation : public Metric {
 public:
  explicit PearsonCorrelation(PearsonCorrelationOptions options = {});
};
Tensor pearson_correlation(const Tensor& y_true, const Tensor& y_pred, int axis = -1);

struct ConcordanceCorrelationOptions {
  std::string name = "concordance_correlation";
  std::optional<DTypePolicy> dtype = {};
  int axis = -1;
};
/// Lin 1989: the mean concordance along `axis`.
class ConcordanceCorrelation : public Metric {
 public:
  explicit ConcordanceCorrelation(ConcordanceCorrelationOptions options = {});
};
Tensor concordance_correlation(const Tensor& y_true, const Tensor& y_pred, int axis = -1);

extern const Registered<Metric> registered_pearson_correlation;
[[gnu::used]] inline const auto* const linked_pearson_correlation = &registered_pearson_correlation;

}  // namespace keras::metrics
