#include "keras/metrics/metrics.hpp"

#include "keras/core/described.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

/// A mean of `function(y_true, y_pred)`, each sample first reduced to one value.
using Function = std::function<Tensor(const Tensor& y_true, const Tensor& y_pred)>;

template <class Options>
struct MeanOf final : Described<Metric::Impl, Options> {
  const char* class_;
  Function function;
  Variable total, count;

  MeanOf(const char* class_name, Options o, Function f)
      : Described<Metric::Impl, Options>(std::move(o)), class_(class_name), function(std::move(f)) {
    this->name = this->options.name;
    total = this->add_variable(0.0, "total");
    count = this->add_variable(0.0, "count");
  }
  std::string_view class_name() const override { return class_; }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    auto values = ops::converted(function(y_true, y_pred), "float32");
    if (!sample_weight.defined()) {
      total.assign_add(ops::sum(values));
      count.assign_add(static_cast<double>(values.size()));
      return;
    }
    auto weights = ops::converted(sample_weight, "float32");
    if (weights.rank() == values.rank() + 1 && weights.shape(-1) == 1)
      weights = ops::squeeze(weights, {.axis = -1});
    if (weights.rank() < values.rank()) {
      Axes rest;
      for (int i = weights.rank(); i < values.rank(); ++i) rest.push_back(i);
      values = ops::mean(values, {.axis = rest});
    }
    total.assign_add(ops::sum(values * weights));
    count.assign_add(ops::sum(ops::broadcast_to(weights, values.shape())));
  }

  Tensor result() const override {
    const auto n = count.value();
    return ops::where(n == 0, 0, total.value() / ops::where(n == 0, 1, n));
  }
};

template <class Options>
Metric mean_of(const char* class_name, Options options, Function function) {
  return Metric(
      std::make_shared<MeanOf<Options>>(class_name, std::move(options), std::move(function)));
}

}  // namespace

Mean::Mean(MeanOptions options)
    : Metric(mean_of("Mean", options, [](const Tensor& values, const Tensor&) { return values; })) {
}

CategoricalAccuracy::CategoricalAccuracy(CategoricalAccuracyOptions options)
    : Metric(
          mean_of("CategoricalAccuracy", options, [](const Tensor& y_true, const Tensor& y_pred) {
            return ops::argmax(y_true, {.axis = -1}) == ops::argmax(y_pred, {.axis = -1});
          })) {}

}  // namespace keras::metrics
