#include "keras/metrics/reduction.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/metrics/mean_state.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

/// Metrics of values take their weights as the second or third argument.
const Tensor& weights_of(const Tensor& second, const Tensor& third) {
  return third.defined() ? third : second;
}

struct MeanImpl final : BuiltIn<MeanOptions> {
  MeanState mean;
  explicit MeanImpl(MeanOptions o) : BuiltIn("Mean", std::move(o)) {
    mean = {add_zeros({}, "total", dtype), add_zeros({}, "count", dtype)};
  }
  void update_state(const Tensor& values, const Tensor& second, const Tensor& third) override {
    mean.update(values, weights_of(second, third));
  }
  Tensor result() const override { return mean.result(); }
};

struct SumImpl final : BuiltIn<SumOptions> {
  Variable total;
  explicit SumImpl(SumOptions o) : BuiltIn("Sum", std::move(o)) {
    total = add_zeros({}, "total", dtype);
  }
  void update_state(const Tensor& values, const Tensor& second, const Tensor& third) override {
    const auto sum = [](const Tensor& x, const std::vector<int>& axes) {
      return ops::sum(x, {.axis = Axes(axes)});
    };
    const auto samples = samplewise(values, weights_of(second, third), None, dtype, sum);
    total.assign_add(ops::sum(samples.values));
  }
  Tensor result() const override { return total.value(); }
};

}  // namespace

Mean::Mean(MeanOptions options) : Metric(std::make_shared<MeanImpl>(std::move(options))) {}
Sum::Sum(SumOptions options) : Metric(std::make_shared<SumImpl>(std::move(options))) {}

const Registered<Metric> registered_mean =
    registered<Metric, Mean, MeanOptions>("keras.metrics", "Mean");
const Registered<Metric> registered_sum =
    registered<Metric, Sum, SumOptions>("keras.metrics", "Sum");

}  // namespace keras::metrics
