#include "keras/metrics/mean_metric_wrapper.hpp"

#include <doctest/doctest.h>

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

using namespace keras;

TEST_CASE("MeanMetricWrapper is the weighted mean of a function") {
  const metrics::MeanMetricWrapper bias(
      [](const Tensor& y_true, const Tensor& y_pred) { return y_pred - y_true; }, {.name = "bias"});
  bias.update_state(ops::array({1.0, 2.0}), ops::array({2.0, 5.0}), ops::array({1.0, 3.0}));
  CHECK(bias.name() == "bias");
  CHECK(double(bias.result()) == 2.5);  // (1 * 1 + 3 * 3) / 4
}
