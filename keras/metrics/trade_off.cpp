#include "keras/metrics/trade_off.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/metrics/confusion_counts.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

using RateOf = Tensor (CountVariables::*)() const;

/// The largest `wanted` rate among the thresholds where the `bounded` rate is at least `bound`.
template <class Options>
struct TradeOff final : BuiltIn<Options> {
  double bound;
  RateOf bounded, wanted;
  CountOptions how;
  CountVariables counts;

  TradeOff(const char* class_name, Options o, const char* argument, std::optional<double> value,
           RateOf of_bound, RateOf of_result)
      : BuiltIn<Options>(class_name, std::move(o)),
        bound(value.value_or(-1)),
        bounded(of_bound),
        wanted(of_result) {
    if (!(bound >= 0 && bound <= 1))
      fail("metrics.", class_name, ": ", argument, " must be in [0, 1]; received ", argument, "=",
           keras::to_value(value));
    const int n = this->options.num_thresholds;
    if (n < 1)
      fail("metrics.", class_name,
           ": num_thresholds must be positive; received num_thresholds=", n);
    how.thresholds = even_thresholds(n);
    how.class_id = this->options.class_id;
    counts.true_positives = this->add_zeros({n}, "true_positives");
    counts.false_positives = this->add_zeros({n}, "false_positives");
    counts.true_negatives = this->add_zeros({n}, "true_negatives");
    counts.false_negatives = this->add_zeros({n}, "false_negatives");
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    counts.add(count_decisions(y_true, y_pred, sample_weight, how));
  }
  Tensor result() const override {
    return ops::max(ops::where((counts.*bounded)() >= bound, (counts.*wanted)(), 0.0));
  }
};

template <class Options>
Metric trade_off(const char* class_name, Options options, const char* argument,
                 std::optional<double> bound, RateOf bounded, RateOf wanted) {
  return Metric(std::make_shared<TradeOff<Options>>(class_name, std::move(options), argument, bound,
                                                    bounded, wanted));
}

}  // namespace

SensitivityAtSpecificity::SensitivityAtSpecificity(SensitivityAtSpecificityOptions options)
    : Metric(trade_off("SensitivityAtSpecificity", options, "specificity", options.specificity,
                       &CountVariables::specificity, &CountVariables::recall)) {}
SpecificityAtSensitivity::SpecificityAtSensitivity(SpecificityAtSensitivityOptions options)
    : Metric(trade_off("SpecificityAtSensitivity", options, "sensitivity", options.sensitivity,
                       &CountVariables::recall, &CountVariables::specificity)) {}
PrecisionAtRecall::PrecisionAtRecall(PrecisionAtRecallOptions options)
    : Metric(trade_off("PrecisionAtRecall", options, "recall", options.recall,
                       &CountVariables::recall, &CountVariables::precision)) {}
RecallAtPrecision::RecallAtPrecision(RecallAtPrecisionOptions options)
    : Metric(trade_off("RecallAtPrecision", options, "precision", options.precision,
                       &CountVariables::precision, &CountVariables::recall)) {}

const Registered<Metric> registered_sensitivity_at_specificity =
    registered<Metric, SensitivityAtSpecificity, SensitivityAtSpecificityOptions>(
        "keras.metrics", "SensitivityAtSpecificity");
const Registered<Metric> registered_specificity_at_sensitivity =
    registered<Metric, SpecificityAtSensitivity, SpecificityAtSensitivityOptions>(
        "keras.metrics", "SpecificityAtSensitivity");
const Registered<Metric> registered_precision_at_recall =
    registered<Metric, PrecisionAtRecall, PrecisionAtRecallOptions>("keras.metrics",
                                                                    "PrecisionAtRecall");
const Registered<Metric> registered_recall_at_precision =
    registered<Metric, RecallAtPrecision, RecallAtPrecisionOptions>("keras.metrics",
                                                                    "RecallAtPrecision");

}  // namespace keras::metrics
