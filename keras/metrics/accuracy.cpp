#include "keras/metrics/accuracy.hpp"

#include <limits>

#include "keras/core/registry_define.hpp"
#include "keras/metrics/mean_of.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

Tensor as_numbers(const Tensor& matches) { return ops::converted(matches, "float32"); }

void check_k(const char* class_name, int k) {
  if (k < 1) fail("metrics.", class_name, ": k must be positive; received k=", k);
}

/// Whether each class is among the `k` largest predictions: fewer than `k` are larger.
Tensor in_top_k(const Tensor& classes, const Tensor& y_pred, int k) {
  if (classes.shape() != y_pred.shape().without(y_pred.rank() - 1))
    fail(
        "metrics.top_k_categorical_accuracy: y_true must name one class for each row of y_pred; "
        "received shapes ",
        classes.shape(), " and ", y_pred.shape());
  const auto places = ops::expand_dims(classes, -1);
  const auto own = ops::take_along_axis(y_pred, places, {.axis = -1});
  constexpr auto lowest = -std::numeric_limits<double>::infinity();
  const auto larger = y_pred > ops::where(ops::isnan(own), lowest, own);
  return as_numbers(ops::sum(ops::converted(larger, "int32"), {.axis = -1}) < k);
}

}  // namespace

Tensor accuracy(const Tensor& y_true, const Tensor& y_pred) {
  const auto [a, b] = losses::squeeze_or_expand(ops::converted(y_true, y_pred.dtype()), y_pred);
  return as_numbers(a == b);
}

Tensor binary_accuracy(const Tensor& y_true, const Tensor& y_pred, double threshold) {
  const auto [a, b] = losses::squeeze_or_expand(y_true, y_pred);
  return as_numbers(a == ops::converted(b > threshold, a.dtype()));
}

Tensor categorical_accuracy(const Tensor& y_true, const Tensor& y_pred) {
  auto labels = ops::argmax(y_true, {.axis = -1});
  const auto shape = labels.shape();
  if (labels.rank() == y_pred.rank()) labels = ops::squeeze(labels, {.axis = -1});
  const auto matches = labels == ops::argmax(y_pred, {.axis = -1});
  return ops::reshape(as_numbers(matches),
                      shape.elements() == matches.size() ? shape : matches.shape());
}

Tensor sparse_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred) {
  auto labels = ops::converted(y_true, "int32");
  if (labels.rank() == y_pred.rank() && labels.shape(-1) == 1)
    labels = ops::squeeze(labels, {.axis = -1});
  auto matches = as_numbers(labels == ops::argmax(y_pred, {.axis = -1}));
  if (matches.rank() > 1 && matches.shape(-1) == 1) matches = ops::squeeze(matches, {.axis = -1});
  return matches;
}

Tensor top_k_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred, int k) {
  return in_top_k(ops::argmax(y_true, {.axis = -1}), y_pred, k);
}

Tensor sparse_top_k_categorical_accuracy(const Tensor& y_true, const Tensor& y_pred,
                                         SparseTopKFunctionOptions options) {
  auto labels = ops::converted(y_true, "int32");
  const auto shape = labels.shape();
  if (labels.rank() == y_pred.rank() && labels.shape(-1) == 1)
    labels = ops::squeeze(labels, {.axis = -1});
  if (!options.from_sorted_ids) return ops::reshape(in_top_k(labels, y_pred, options.k), shape);
  const auto rank = ops::arange(y_pred.shape(-1));
  const auto found = ops::converted(y_pred, "int32") == ops::expand_dims(labels, -1);
  const auto first = ops::any(ops::logical_and(found, rank < options.k), {.axis = -1});
  return ops::reshape(as_numbers(first), shape);
}

Accuracy::Accuracy(AccuracyOptions options)
    : Metric(mean_of("Accuracy", std::move(options), accuracy)) {}

BinaryAccuracy::BinaryAccuracy(BinaryAccuracyOptions options)
    : Metric(mean_of("BinaryAccuracy", options,
                     [threshold = options.threshold](const Tensor& y_true, const Tensor& y_pred) {
                       return binary_accuracy(y_true, y_pred, threshold);
                     })) {
  if (!(options.threshold > 0 && options.threshold < 1))
    fail("metrics.BinaryAccuracy: threshold must be between 0 and 1; received threshold=",
         options.threshold);
}

CategoricalAccuracy::CategoricalAccuracy(CategoricalAccuracyOptions options)
    : Metric(mean_of("CategoricalAccuracy", std::move(options), categorical_accuracy)) {}

SparseCategoricalAccuracy::SparseCategoricalAccuracy(SparseCategoricalAccuracyOptions options)
    : Metric(
          mean_of("SparseCategoricalAccuracy", std::move(options), sparse_categorical_accuracy)) {}

TopKCategoricalAccuracy::TopKCategoricalAccuracy(TopKCategoricalAccuracyOptions options)
    : Metric(mean_of("TopKCategoricalAccuracy", options,
                     [k = options.k](const Tensor& y_true, const Tensor& y_pred) {
                       return top_k_categorical_accuracy(y_true, y_pred, k);
                     })) {
  check_k("TopKCategoricalAccuracy", options.k);
}

SparseTopKCategoricalAccuracy::SparseTopKCategoricalAccuracy(
    SparseTopKCategoricalAccuracyOptions options)
    : Metric(mean_of(
          "SparseTopKCategoricalAccuracy", options,
          [o = SparseTopKFunctionOptions{options.k, options.from_sorted_ids}](
              const Tensor& y_true, const Tensor& y_pred) {
            return sparse_top_k_categorical_accuracy(y_true, y_pred, o);
          },
          options.from_sorted_ids ? std::vector<std::string_view>{}
                                  : std::vector<std::string_view>{"from_sorted_ids"})) {
  check_k("SparseTopKCategoricalAccuracy", options.k);
}

const Registered<Metric> registered_accuracy =
    registered<Metric, Accuracy, AccuracyOptions>("keras.metrics", "Accuracy", {"acc"});
const Registered<Metric> registered_binary_accuracy =
    registered<Metric, BinaryAccuracy, BinaryAccuracyOptions>("keras.metrics", "BinaryAccuracy");
const Registered<Metric> registered_categorical_accuracy =
    registered<Metric, CategoricalAccuracy, CategoricalAccuracyOptions>("keras.metrics",
                                                                        "CategoricalAccuracy");
const Registered<Metric> registered_sparse_categorical_accuracy =
    registered<Metric, SparseCategoricalAccuracy, SparseCategoricalAccuracyOptions>(
        "keras.metrics", "SparseCategoricalAccuracy");
const Registered<Metric> registered_top_k_categorical_accuracy =
    registered<Metric, TopKCategoricalAccuracy, TopKCategoricalAccuracyOptions>(
        "keras.metrics", "TopKCategoricalAccuracy");
const Registered<Metric> registered_sparse_top_k_categorical_accuracy =
    registered<Metric, SparseTopKCategoricalAccuracy, SparseTopKCategoricalAccuracyOptions>(
        "keras.metrics", "SparseTopKCategoricalAccuracy");

}  // namespace keras::metrics
