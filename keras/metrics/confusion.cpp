#include "keras/metrics/confusion.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/metrics/confusion_counts.hpp"
#include "keras/metrics/mean_state.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

constexpr double below_all = -1e10;  // with top_k, every prediction of the k largest is positive

Tensor one_or_all(const Tensor& results) { return results.shape(0) == 1 ? results[0] : results; }

/// One of the four counts.
template <class Options>
struct CountOf final : BuiltIn<Options> {
  Tensor Counts::*which;
  CountOptions how;
  Variable accumulator;

  CountOf(const char* class_name, Options o, Tensor Counts::*count)
      : BuiltIn<Options>(class_name, std::move(o)), which(count) {
    how.thresholds = this->options.thresholds.or_else(0.5, class_name);
    accumulator =
        this->add_zeros({static_cast<std::int64_t>(how.thresholds.size())}, "accumulator");
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    accumulator.assign_add(count_decisions(y_true, y_pred, sample_weight, how).*which);
  }
  Tensor result() const override { return one_or_all(accumulator.value()); }
};

/// true positives / (true positives + the wrong decisions of one kind)
template <class Options>
struct Rate final : BuiltIn<Options> {
  Tensor Counts::*wrong;
  CountOptions how;
  Variable true_positives, others;

  Rate(const char* class_name, Options o, Tensor Counts::*count, const char* count_name)
      : BuiltIn<Options>(class_name, std::move(o)), wrong(count) {
    const auto& options = this->options;
    how.thresholds = options.thresholds.or_else(options.top_k ? below_all : 0.5, class_name);
    how.top_k = options.top_k;
    how.class_id = options.class_id;
    const Shape shape = {static_cast<std::int64_t>(how.thresholds.size())};
    true_positives = this->add_zeros(shape, "true_positives");
    others = this->add_zeros(shape, count_name);
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto counts = count_decisions(y_true, y_pred, sample_weight, how);
    true_positives.assign_add(counts.true_positives);
    others.assign_add(counts.*wrong);
  }
  Tensor result() const override {
    const auto right = true_positives.value();
    return one_or_all(divide_no_nan(right, right + others.value()));
  }
};

template <class Options>
Metric count_of(const char* class_name, Options options, Tensor Counts::*which) {
  return Metric(std::make_shared<CountOf<Options>>(class_name, std::move(options), which));
}

}  // namespace

TruePositives::TruePositives(TruePositivesOptions options)
    : Metric(count_of("TruePositives", std::move(options), &Counts::true_positives)) {}
FalsePositives::FalsePositives(FalsePositivesOptions options)
    : Metric(count_of("FalsePositives", std::move(options), &Counts::false_positives)) {}
TrueNegatives::TrueNegatives(TrueNegativesOptions options)
    : Metric(count_of("TrueNegatives", std::move(options), &Counts::true_negatives)) {}
FalseNegatives::FalseNegatives(FalseNegativesOptions options)
    : Metric(count_of("FalseNegatives", std::move(options), &Counts::false_negatives)) {}

Precision::Precision(PrecisionOptions options)
    : Metric(std::make_shared<Rate<PrecisionOptions>>(
          "Precision", std::move(options), &Counts::false_positives, "false_positives")) {}
Recall::Recall(RecallOptions options)
    : Metric(std::make_shared<Rate<RecallOptions>>("Recall", std::move(options),
                                                   &Counts::false_negatives, "false_negatives")) {}

const Registered<Metric> registered_true_positives =
    registered<Metric, TruePositives, TruePositivesOptions>("keras.metrics", "TruePositives");
const Registered<Metric> registered_false_positives =
    registered<Metric, FalsePositives, FalsePositivesOptions>("keras.metrics", "FalsePositives");
const Registered<Metric> registered_true_negatives =
    registered<Metric, TrueNegatives, TrueNegativesOptions>("keras.metrics", "TrueNegatives");
const Registered<Metric> registered_false_negatives =
    registered<Metric, FalseNegatives, FalseNegativesOptions>("keras.metrics", "FalseNegatives");
const Registered<Metric> registered_precision =
    registered<Metric, Precision, PrecisionOptions>("keras.metrics", "Precision");
const Registered<Metric> registered_recall =
    registered<Metric, Recall, RecallOptions>("keras.metrics", "Recall");

}  // namespace keras::metrics
