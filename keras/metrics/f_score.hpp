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

inline const auto registered_fbeta_score =
    registered<FBetaScore, FBetaScoreOptions>("FBetaScore", {"f_beta_score"});
inline const auto registered_f1_score = registered<F1Score, F1ScoreOptions>("F1Score");

}  // namespace keras::metrics
