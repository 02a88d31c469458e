// keras.metrics: how often predictions are right.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct AccuracyOptions {
  std::string name = "accuracy";
  std::optional<DTypePolicy> dtype = {};
};
/// How often predictions equal the labels.
class Accuracy : public Metric {
 public:
  explicit Accuracy(AccuracyOptions options = {});
};
Tensor accuracy(const Tensor& y_true, const Tensor& y_pred);

struct BinaryAccuracyOptions {
  std::string name = "binary_accuracy";
  std::optional<DTypePolicy> dtype = {};
  double threshold = 0.5;
};
/// How often predictions above `threshold` have label 1, and others 0.
class BinaryAccuracy : public Metric {
 public:
  explicit BinaryAccuracy(BinaryAccuracyOptions options = {});
};
Tensor binary_accuracy(const Tensor& y_true, const Tensor& y_pred, double threshold = 0.5);

struct CategoricalAccuracyOptions {
  std::string name = "categorical_accuracy";
  std::optional<DTypePolicy> dtype = {};
};
/// How often the largest prediction is at the place of the largest label.
class CategoricalAccuracy : public Metric {
 public:
  explicit CategoricalAccuracy(CategoricalAccuracyOptions options = {});
};
Tensor categorical_accuracy(const Tensor& y_true, const Tensor& y_pred);

struct SparseCategoricalAccuracyOptions {
  std::string name = "sparse_categorical_accuracy";
  std::optional<DTypePolicy> dtype = {};
};
/// How often the largest prediction is at the place that the label names.
class SparseCategoricalAccuracy : public Metric {
 public:
  explicit SparseCategoricalAccuracy(SparseCategoricalAccuracyOptions options = {});
};
Tensor sparse_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred);

struct TopKCategoricalAccuracyOptions {
  int k = 5;
  std::string name = "top_k_categorical_accuracy";
  std::optional<DTypePolicy> dtype = {};
};
/// How often the largest label is at one of the `k` largest predictions.
class TopKCategoricalAccuracy : public Metric {
 public:
  explicit TopKCategoricalAccuracy(TopKCategoricalAccuracyOptions options = {});
};
Tensor top_k_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred, int k = 5);

struct SparseTopKCategoricalAccuracyOptions {
  int k = 5;
  std::string name = "sparse_top_k_categorical_accuracy";
  std::optional<DTypePolicy> dtype = {};
  bool from_sorted_ids = false;  ///< y_pred: the classes, the likeliest first.
};
/// How often the label names one of the `k` largest predictions.
class SparseTopKCategoricalAccuracy : public Metric {
 public:
  explicit SparseTopKCategoricalAccuracy(SparseTopKCategoricalAccuracyOptions options = {});
};
struct SparseTopKFunctionOptions {
  int k = 5;
  bool from_sorted_ids = false;
};
Tensor sparse_top_k_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred,
                                         SparseTopKFunctionOptions options = {});

extern const Registered<Metric> registered_accuracy;
[[gnu::used]] inline const auto* const linked_accuracy = &registered_accuracy;

}  // namespace keras::metrics
