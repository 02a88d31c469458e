#include "keras/metrics/iou.hpp"

#include <numeric>

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

/// How labels and predictions become class numbers.
struct Classes {
  int count = 0;
  std::vector<int> targets = {};
  std::optional<int> ignored = {};
  bool sparse_y_true = true, sparse_y_pred = true;
  int axis = -1;
  std::optional<double> threshold = {};
};

std::vector<int> all_classes(int count) {
  std::vector<int> classes(static_cast<std::size_t>(std::max(count, 0)));
  std::iota(classes.begin(), classes.end(), 0);
  return classes;
}

template <class Options>
struct Overlap final : BuiltIn<Options> {
  Classes classes;
  Variable total_confusion_matrix;

  Overlap(const char* class_name, Options o, Classes c)
      : BuiltIn<Options>(class_name, std::move(o), "int32"), classes(std::move(c)) {
    if (classes.count < 1)
      fail("metrics.", class_name,
           ": num_classes must be positive; received num_classes=", classes.count);
    for (const int target : classes.targets)
      if (target < 0 || target >= classes.count)
        fail("metrics.", class_name, ": target_class_ids must be in [0, ", classes.count,
             "); received target_class_ids=", classes.targets);
    if (classes.targets.empty())
      fail("metrics.", class_name, ": target_class_ids must not be empty; received []");
    total_confusion_matrix =
        this->add_zeros({classes.count, classes.count}, "total_confusion_matrix", this->dtype);
  }

  Tensor numbers(const Tensor& y, bool sparse) const {
    const auto chosen = sparse ? y : ops::argmax(y, {.axis = classes.axis});
    return ops::ravel(ops::converted(chosen, "int32"));
  }
  Tensor predicted(const Tensor& y_pred) const {
    if (!classes.threshold) return numbers(y_pred, classes.sparse_y_pred);
    return numbers(ops::converted(y_pred, "float32") >= *classes.threshold, true);
  }

  /// The weight of each pair; 0 for what is ignored or outside of the classes.
  Tensor weights(const Tensor& truth, const Tensor& guess, const Tensor& sample_weight) const {
    const auto inside = [this](const Tensor& x) {
      return ops::logical_and(x >= 0, x < classes.count);
    };
    auto counts = ops::logical_and(inside(truth), inside(guess));
    if (classes.ignored) counts = ops::logical_and(counts, truth != *classes.ignored);
    const auto given = sample_weight.defined()
                           ? ops::ravel(ops::converted(sample_weight, this->dtype))
                           : Tensor(1);
    return ops::where(counts, ops::converted(given, "float32"), 0.0);
  }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto truth = numbers(y_true, classes.sparse_y_true);
    const auto guess = predicted(y_pred);
    if (truth.shape() != guess.shape())
      fail("metrics.", this->class_,
           ": y_true and y_pred must have as many elements; received shapes ", y_true.shape(),
           " and ", y_pred.shape());
    const auto weight = ops::expand_dims(weights(truth, guess, sample_weight), 1);
    const auto rows = ops::one_hot(truth, classes.count) * weight;
    const auto counts = ops::matmul(ops::transpose(rows), ops::one_hot(guess, classes.count));
    total_confusion_matrix.assign_add(ops::converted(counts, this->dtype));
  }

  Tensor result() const override {
    const auto matrix = ops::converted(total_confusion_matrix.value(), "float32");
    const auto right = ops::sum(matrix * ops::eye(classes.count), {.axis = 0});
    const auto either = ops::sum(matrix, {.axis = 0}) + ops::sum(matrix, {.axis = 1}) - right;
    const std::vector<std::int32_t> targets(classes.targets.begin(), classes.targets.end());
    const auto united = ops::take(either, Tensor(targets), {.axis = 0});
    const auto common = ops::take(right, Tensor(targets), {.axis = 0});
    const auto occurs = united > 1e-9;
    const auto scores = ops::where(occurs, common / (united + config::epsilon()), 0.0);
    return ops::sum(scores) / (ops::sum(ops::converted(occurs, "float32")) + config::epsilon());
  }
};

template <class Options>
Metric overlap(const char* class_name, Options options, Classes classes) {
  return Metric(
      std::make_shared<Overlap<Options>>(class_name, std::move(options), std::move(classes)));
}

}  // namespace

IoU::IoU(IoUOptions o)
    : Metric(overlap("IoU", o,
                     {o.num_classes,
                      o.target_class_ids,
                      o.ignore_class,
                      o.sparse_y_true,
                      o.sparse_y_pred,
                      o.axis,
                      {}})) {}
BinaryIoU::BinaryIoU(BinaryIoUOptions o)
    : Metric(overlap("BinaryIoU", o, {2, o.target_class_ids, {}, true, true, -1, o.threshold})) {}
MeanIoU::MeanIoU(MeanIoUOptions o)
    : Metric(overlap("MeanIoU", o,
                     {o.num_classes,
                      all_classes(o.num_classes),
                      o.ignore_class,
                      o.sparse_y_true,
                      o.sparse_y_pred,
                      o.axis,
                      {}})) {}
OneHotIoU::OneHotIoU(OneHotIoUOptions o)
    : Metric(overlap("OneHotIoU", o,
                     {o.num_classes,
                      o.target_class_ids,
                      o.ignore_class,
                      false,
                      o.sparse_y_pred,
                      o.axis,
                      {}})) {}
OneHotMeanIoU::OneHotMeanIoU(OneHotMeanIoUOptions o)
    : Metric(overlap("OneHotMeanIoU", o,
                     {o.num_classes,
                      all_classes(o.num_classes),
                      o.ignore_class,
                      false,
                      o.sparse_y_pred,
                      o.axis,
                      {}})) {}

const Registered<Metric> registered_io_u =
    registered<Metric, IoU, IoUOptions>("keras.metrics", "IoU");
const Registered<Metric> registered_binary_io_u =
    registered<Metric, BinaryIoU, BinaryIoUOptions>("keras.metrics", "BinaryIoU");
const Registered<Metric> registered_mean_io_u =
    registered<Metric, MeanIoU, MeanIoUOptions>("keras.metrics", "MeanIoU");
const Registered<Metric> registered_one_hot_io_u =
    registered<Metric, OneHotIoU, OneHotIoUOptions>("keras.metrics", "OneHotIoU");
const Registered<Metric> registered_one_hot_mean_io_u =
    registered<Metric, OneHotMeanIoU, OneHotMeanIoUOptions>("keras.metrics", "OneHotMeanIoU");

}  // namespace keras::metrics
