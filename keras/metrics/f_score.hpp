// keras.metrics: F-scores.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct FBetaScoreOptions {
  std::optional<std::string> average = {};  ///< "micro", "macro", "weighted"; none: for each class.
  double beta = 1.0;
  std::optional<double> threshold = {};  ///< None: the largest prediction of each row.
  std::string name = "fbeta_score";
  std::optional<DTypePolicy> dtype = {};
};
/// (1 + beta^2) * precision * recall / (beta^2 * precision + recall), for (batch, classes).
class FBetaScore : public Metric {
 public:
  explicit FBetaScore(FBetaScoreOptions options = {});
};

struct F1ScoreOptions {
  std::optional<std::string> average = {};
  std::optional<double> threshold = {};
  std::string name = "f1_score";
  std::optional<DTypePolicy> dtype = {};
};
/// The harmonic mean of precision and recall.
class F1Score : public Metric {
 public:
  explicit F1Score(F1ScoreOptions options = {});
};

extern const Registered<Metric> registered_fbeta_score;
[[gnu::used]] inline const auto* const linked_fbeta_score = &registered_fbeta_score;

}  // namespace keras::metrics
