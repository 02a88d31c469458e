#include "keras/metrics/metric_function.hpp"

namespace keras::metrics {
namespace {

struct MetricFunction final : Metric::Impl {
  Metric metric;

  MetricFunction(Metric m, std::string function) : metric(std::move(m)) {
    name = std::move(function);
    variables = metric.variables();
    for (const auto& variable : variables) initial.push_back(variable.value());
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    metric.update_state(y_true, y_pred, sample_weight);
  }
  Tensor result() const override { return metric.result(); }
  std::string_view class_name() const override { return "function"; }
  Object config() const override { return {}; }
};

}  // namespace

Metric metric_function(const Metric& metric, std::string name) {
  return Metric(std::make_shared<MetricFunction>(metric, std::move(name)));
}

Value saved_function(const std::string& name) {
  return Object{{"module", "builtins"},
                {"class_name", "function"},
                {"config", name},
                {"registered_name", "function"}};
}

}  // namespace keras::metrics
