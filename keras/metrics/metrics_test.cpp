#include "keras/metrics.hpp"

#include <doctest/doctest.h>

#include "keras/graph/golden_objects_test.hpp"
#include "keras/losses.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

void update(const Metric& metric, const Value& batches) {
  for (const auto& batch : batches.as_list())
    metric.update_state(golden::tensor(*batch.find("y_true")),
                        golden::tensor(*batch.find("y_pred")),
                        golden::tensor(*batch.find("sample_weight")));
}

}  // namespace

TEST_CASE("metrics answer as Keras does") {
  for (const auto& item : golden::cases("metrics_objects")) {
    CAPTURE(to_json(item, 200));
    const auto metric = deserialize<Metric>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    update(metric, *item.find("batches"));
    golden::check_values(metric.result(), *item.find("expected"));
    golden::check_config(*to_value(metric).find("config"), *item.find("expected_config"));
    List names;
    for (const auto& variable : metric.variables()) names.push_back(variable.name());
    CHECK(Value(names) == *item.find("variables"));
    metric.reset_state();
    update(metric, *item.find("batches"));
    golden::check_values(metric.result(), *item.find("expected"));
  }
}

TEST_CASE("Mean and Sum weigh values") {
  const auto values = ops::array({1.0, 2.0, 6.0}), weights = ops::array({1.0, 1.0, 0.5});
  const auto mean = metrics::Mean();
  mean.update_state(values);
  CHECK(float(mean.result()) == doctest::Approx(3));
  mean.reset_state();
  CHECK(float(mean.result()) == 0);
  mean.update_state(values, weights);
  CHECK(float(mean.result()) == doctest::Approx(2.4));
  mean.update_state(10.0, None, 5.0);
  CHECK(float(mean.result()) == doctest::Approx((6.0 + 50) / 7.5));
  const auto sum = metrics::Sum();
  sum.update_state(values, weights);
  CHECK(float(sum.result()) == doctest::Approx(6));
}

TEST_CASE("a loss may be watched as a metric") {
  const auto y_true = ops::array({{1.0}, {2.0}, {3.0}}), y_pred = ops::zeros({3, 1});
  const Value saved = to_value(losses::Huber());
  Metric metric;
  from_value(saved, metric);
  CHECK(metric.name() == "huber_loss");
  CHECK(to_value(metric) == saved);
  metric.update_state(y_true, y_pred);
  metric.update_state(ops::array({{0.0}}), ops::array({{0.25}}));
  // a mean of batches: the loss reduces each of them
  CHECK(float(metric.result()) == doctest::Approx(((0.5 + 1.5 + 2.5) / 3 + 0.03125) / 2));
  CHECK_THROWS_AS(metric.update_state(y_true, y_pred, ops::ones({3})), ValueError);

  const Value function = Object{{"module", "builtins"},
                                {"class_name", "function"},
                                {"config", "huber"},
                                {"registered_name", "function"}};
  from_value(function, metric);
  CHECK(metric.name() == "huber");
  CHECK(to_value(metric) == function);
  metric.update_state(y_true, y_pred, ops::array({1.0, 0.0, 1.0}));
  CHECK(float(metric.result()) == doctest::Approx((0.5 + 2.5) / 2));
}

TEST_CASE("a metric that a file gives as a function is saved as one") {
  const Value saved = Object{{"module", "builtins"},
                             {"class_name", "function"},
                             {"config", "mean_squared_error"},
                             {"registered_name", "function"}};
  Metric metric;
  from_value(saved, metric);
  CHECK(metric.name() == "mean_squared_error");
  CHECK(to_value(metric) == saved);
  metric.update_state(ops::array({{1.0}, {3.0}}), ops::zeros({2, 1}));
  CHECK(float(metric.result()) == 5);
  metric.reset_state();
  CHECK(float(metric.result()) == 0);
}

TEST_CASE("metrics go by their names in Keras") {
  for (const auto* name :
       {"mse", "MSE", "mae", "mape", "msle", "bce", "auc", "precision", "recall", "AUC",
        "binary_accuracy", "f1_score", "mean", "log_cosh_error", "kl_divergence"})
    CHECK(Metric(name).defined());
  for (const auto* name : {"presicion", "kld", "log_cosh", "crossentropy", "ce"})
    CHECK_THROWS_AS(Metric{name}, ValueError);
  CHECK_THROWS_AS(metrics::Precision({.thresholds = 1.5}), ValueError);
  CHECK_THROWS_AS(metrics::AUC({.curve = "PRC"}), ValueError);
  CHECK_THROWS_AS(metrics::MeanIoU({}), ValueError);
  CHECK_THROWS_WITH_AS(Metric("precision_at_recall"),
                       "metrics.PrecisionAtRecall: recall must be in [0, 1]; received recall=null",
                       ValueError);
}

}  // namespace keras
