#include "keras/metrics/f_score.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

template <class Options>
struct FScore final : BuiltIn<Options> {
  double beta;
  Variable true_positives, false_positives, false_negatives, intermediate_weights;

  FScore(const char* class_name, Options o, double weight_of_recall)
      : BuiltIn<Options>(class_name, std::move(o)), beta(weight_of_recall) {
    const auto& [average, threshold] = std::pair(this->options.average, this->options.threshold);
    const std::vector<std::string> known = {"micro", "macro", "weighted"};
    if (average && std::find(known.begin(), known.end(), *average) == known.end())
      fail("metrics.", class_name, ": unknown average ", quoted(*average),
           suggestion(*average, known));
    if (!(beta > 0)) fail("metrics.", class_name, ": beta must be positive; received beta=", beta);
    if (threshold && !(*threshold > 0 && *threshold <= 1))
      fail("metrics.", class_name,
           ": threshold must be in (0, 1]; received threshold=", *threshold);
  }

  bool micro() const { return this->options.average == "micro"; }

  void build(const Tensor& y_true, const Tensor& y_pred) {
    if (y_pred.rank() != 2 || y_true.shape() != y_pred.shape())
      fail("metrics.", this->class_,
           ": y_true and y_pred must have shape (batch, classes); received shapes ", y_true.shape(),
           " and ", y_pred.shape());
    const Shape shape = micro() ? Shape({}) : Shape({y_pred.shape(1)});
    true_positives = this->add_zeros(shape, "true_positives", this->dtype);
    false_positives = this->add_zeros(shape, "false_positives", this->dtype);
    false_negatives = this->add_zeros(shape, "false_negatives", this->dtype);
    intermediate_weights = this->add_zeros(shape, "intermediate_weights", this->dtype);
  }

  /// 1 for predicted classes, 0 for others.
  Tensor decided(const Tensor& y_pred) const {
    if (this->options.threshold)
      return ops::converted(y_pred > *this->options.threshold, this->dtype);
    const auto largest = ops::max(y_pred, {.axis = -1, .keepdims = true});
    const auto chosen = ops::logical_and(y_pred >= largest, ops::abs(y_pred) > 1e-9);
    return ops::converted(chosen, this->dtype);
  }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto t = ops::converted(y_true, this->dtype);
    const auto scores = ops::converted(y_pred, this->dtype);
    if (!true_positives.defined()) build(t, scores);
    const auto p = decided(scores);
    const auto total = [&](const Tensor& x) {
      const auto axes = micro() ? Axes() : Axes(0);
      if (!sample_weight.defined()) return ops::sum(x, {.axis = axes});
      auto weights = ops::converted(sample_weight, this->dtype);
      if (weights.rank() < 2) weights = ops::expand_dims(weights, -1);
      return ops::sum(x * weights, {.axis = axes});
    };
    true_positives.assign_add(total(p * t));
    false_positives.assign_add(total(p * (1 - t)));
    false_negatives.assign_add(total((1 - p) * t));
    intermediate_weights.assign_add(total(t));
  }

  Tensor result() const override {
    if (!true_positives.defined())
      fail("metrics.", this->class_, ": there is no result before the first update_state");
    const auto tp = true_positives.value();
    const auto precision = tp / (tp + false_positives.value() + config::epsilon());
    const auto recall = tp / (tp + false_negatives.value() + config::epsilon());
    const double square = beta * beta;
    const auto score =
        precision * recall / (square * precision + recall + config::epsilon()) * (1 + square);
    const auto& average = this->options.average;
    if (!average) return score;
    if (*average != "weighted") return ops::mean(score);
    const auto weights = intermediate_weights.value();
    return ops::sum(score * (weights / (ops::sum(weights) + config::epsilon())));
  }
};

}  // namespace

FBetaScore::FBetaScore(FBetaScoreOptions options)
    : Metric(std::make_shared<FScore<FBetaScoreOptions>>("FBetaScore", options, options.beta)) {}
F1Score::F1Score(F1ScoreOptions options)
    : Metric(std::make_shared<FScore<F1ScoreOptions>>("F1Score", options, 1.0)) {}

const Registered<Metric> registered_fbeta_score = registered<Metric, FBetaScore, FBetaScoreOptions>(
    "keras.metrics", "FBetaScore", {"f_beta_score"});
const Registered<Metric> registered_f1_score =
    registered<Metric, F1Score, F1ScoreOptions>("keras.metrics", "F1Score");

}  // namespace keras::metrics
