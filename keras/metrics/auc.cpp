#include "keras/metrics/auc.hpp"

#include <cctype>

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/metrics/confusion_counts.hpp"
#include "keras/metrics/mean_state.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

std::string mapped(std::string text, int (*change)(int)) {
  for (char& c : text) c = static_cast<char>(change(static_cast<unsigned char>(c)));
  return text;
}

void check_known(const char* argument, const std::string& value,
                 const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), value) == known.end())
    fail("metrics.AUC: unknown ", argument, " ", quoted(value), suggestion(value, known));
}

/// The options in the form that Keras saves.
AUCOptions settled(AUCOptions options) {
  options.curve = mapped(options.curve, std::toupper);
  options.summation_method = mapped(options.summation_method, std::tolower);
  check_known("curve", options.curve, {"ROC", "PR", "PRGAIN"});
  check_known("summation_method", options.summation_method,
              {"interpolation", "majoring", "minoring"});
  if (options.thresholds) {
    auto& thresholds = *options.thresholds;
    std::sort(thresholds.begin(), thresholds.end());
    options.num_thresholds = static_cast<int>(thresholds.size()) + 2;
  }
  if (options.num_thresholds < 2)
    fail("metrics.AUC: num_thresholds must be at least 2; received num_thresholds=",
         options.num_thresholds);
  if (options.num_labels && !options.multi_label)
    fail("metrics.AUC: num_labels is only for multi_label=True; received num_labels=",
         *options.num_labels);
  return options;
}

struct AreaUnderCurve final : BuiltIn<AUCOptions> {
  CountOptions how;
  CountVariables counts;

  explicit AreaUnderCurve(AUCOptions o) : BuiltIn("AUC", settled(std::move(o))) {
    how.thresholds = even_thresholds(options.num_thresholds);
    if (options.thresholds)
      std::copy(options.thresholds->begin(), options.thresholds->end(), how.thresholds.begin() + 1);
    how.thresholds.front() = -config::epsilon();
    how.thresholds.back() = 1 + config::epsilon();
    how.multi_label = options.multi_label;
    if (!options.multi_label && options.label_weights) how.label_weights = *options.label_weights;
    const std::int64_t n = options.num_thresholds;
    if (!options.multi_label) build({n});
    if (options.num_labels) build({n, *options.num_labels});
  }

  void build(const Shape& shape) {
    counts.true_positives = add_zeros(shape, "true_positives");
    counts.false_positives = add_zeros(shape, "false_positives");
    counts.true_negatives = add_zeros(shape, "true_negatives");
    counts.false_negatives = add_zeros(shape, "false_negatives");
  }

  bool saves(std::string_view argument) const override {
    return argument != "thresholds" || options.thresholds;
  }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    if (options.multi_label && y_pred.rank() != 2)
      fail("metrics.AUC: y_pred must have shape (batch, labels) for multi_label=True; received ",
           "shape ", y_pred.shape());
    if (!counts.true_positives.defined())
      build({static_cast<std::int64_t>(options.num_thresholds), y_pred.shape(1)});
    const auto probabilities = options.from_logits ? ops::sigmoid(y_pred) : y_pred;
    counts.add(count_decisions(y_true, probabilities, sample_weight, how));
  }

  Tensor result() const override {
    if (!counts.true_positives.defined())
      fail("metrics.AUC: there is no result before the first update_state");
    if (options.curve == "PR" && options.summation_method == "interpolation")
      return over_labels(interpolated_precision_recall());
    const auto [x, y] = curve();
    const auto last = options.num_thresholds - 1;
    const auto left = y[range(0, last)], right = y[range(1, None)];
    const auto height = options.summation_method == "interpolation" ? (left + right) / 2.0
                        : options.summation_method == "minoring"    ? ops::minimum(left, right)
                                                                    : ops::maximum(left, right);
    return over_labels((x[range(0, last)] - x[range(1, None)]) * height);
  }

  /// The coordinates of the curve at each threshold.
  std::pair<Tensor, Tensor> curve() const {
    if (options.curve == "ROC") return {counts.false_positive_rate(), counts.recall()};
    if (options.curve == "PR") return {counts.recall(), counts.precision()};
    const auto tp = counts.true_positives.value(), fp = counts.false_positives.value();
    const auto tn = counts.true_negatives.value(), fn = counts.false_negatives.value();
    const auto odds = divide_no_nan(tp + fn, tn + fp);
    const auto recall_gain = ops::where(tp == 0, 0.0, 1.0 - odds * divide_no_nan(fn, tp));
    const auto precision_gain = ops::where(tp == 0, 1.0, 1.0 - odds * divide_no_nan(fp, tp));
    return {ops::maximum(recall_gain, 0.0), precision_gain};
  }

  /// Davis and Goadrich 2006: between two thresholds, true positives grow linearly with all
  /// positives; the area below the precision is the integral of that.
  Tensor interpolated_precision_recall() const {
    const auto last = options.num_thresholds - 1;
    const auto tp = counts.true_positives.value();
    const auto p = tp + counts.false_positives.value();
    const auto tp_next = tp[range(1, None)], p_next = p[range(1, None)];
    const auto p_here = p[range(0, last)];
    const auto gained = tp[range(0, last)] - tp_next;
    const auto slope = divide_no_nan(gained, ops::maximum(p_here - p_next, 0.0));
    const auto intercept = tp_next - slope * p_next;
    const auto both = ops::logical_and(p_here > 0, p_next > 0);
    const auto ratio = ops::where(both, divide_no_nan(p_here, ops::maximum(p_next, 0.0)), 1.0);
    const auto positives = tp_next + counts.false_negatives.value()[range(1, None)];
    return divide_no_nan(slope * (gained + intercept * ops::log(ratio)),
                         ops::maximum(positives, 0.0));
  }

  /// The sum of the terms: the area, for several labels their (weighted) mean.
  Tensor over_labels(const Tensor& terms) const {
    if (!options.multi_label) return ops::sum(terms);
    const auto areas = ops::sum(terms, {.axis = 0});
    if (!options.label_weights) return ops::mean(areas);
    const auto& given = *options.label_weights;
    const auto weights = Tensor(std::vector<float>(given.begin(), given.end()));
    return divide_no_nan(ops::sum(areas * weights), ops::sum(weights));
  }
};

}  // namespace

AUC::AUC(AUCOptions options) : Metric(std::make_shared<AreaUnderCurve>(std::move(options))) {}

const Registered<Metric> registered_auc =
    registered<Metric, AUC, AUCOptions>("keras.metrics", "AUC");

}  // namespace keras::metrics
