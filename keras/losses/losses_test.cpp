#include "keras/losses.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/graph/golden_objects_test.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras {

TEST_CASE("losses answer as Keras does") {
  for (const auto& item : golden::cases("losses_objects")) {
    CAPTURE(to_json(item, 200));
    const auto loss = deserialize<Loss>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    golden::check_values(
        loss(golden::tensor(*item.find("y_true")), golden::tensor(*item.find("y_pred")),
             golden::tensor(*item.find("sample_weight"))),
        *item.find("expected"));
    golden::check_config(*to_value(loss).find("config"), *item.find("expected_config"));
  }
}

TEST_CASE("a mask leaves values out of the mean and of the sum") {
  const auto y_true = ops::array({{1.0}, {2.0}, {3.0}, {4.0}}), y_pred = ops::zeros({4, 1});
  const auto mask = Tensor(std::vector<bool>{true, false, true, false});
  CHECK(float(losses::MeanSquaredError()(y_true, y_pred, None, mask)) == doctest::Approx(5));
  CHECK(float(losses::MeanSquaredError({.reduction = "sum"})(y_true, y_pred, None, mask)) ==
        doctest::Approx(10));
  const auto weights = ops::array({1.0, 1.0, 0.5, 1.0});
  CHECK(float(losses::MeanSquaredError()(y_true, y_pred, weights, mask)) ==
        doctest::Approx((1 + 4.5) / 2));
  const auto none = Tensor(std::vector<bool>{false, false, false, false});
  CHECK(float(losses::MeanSquaredError()(y_true, y_pred, None, none)) == 0);
}

TEST_CASE("a function gets targets and predictions in one rank, as in Keras") {
  const Loss loss = [](const Tensor& y_true, const Tensor& y_pred) {
    CHECK(y_true.shape() == y_pred.shape());
    return ops::mean(ops::square(y_true - y_pred), {.axis = -1});
  };
  CHECK(float(loss(ops::array({1.0, 2.0}), ops::array({{0.0}, {4.0}}))) == 2.5F);
  CHECK(float(loss(ops::array({{1.0}, {2.0}}), ops::array({0.0, 4.0}))) == 2.5F);
}

TEST_CASE("losses go by their names in Keras") {
  for (const auto* name : {"mse", "MSE", "mae", "MAE", "mape", "msle", "bce", "BCE", "kld", "KLD",
                           "huber", "log_cosh", "hinge", "categorical_crossentropy", "Huber"})
    CHECK(Loss(name).defined());
  CHECK_THROWS_WITH_AS(Loss("mean_square_error"),
                       "unknown loss 'mean_square_error'; did you mean 'mean_squared_error'?",
                       ValueError);
}

TEST_CASE("weights meet the last axes of the values, as in Keras") {
  const auto y_true = ops::array({{1.0, 2.0}, {3.0, 4.0}}), y_pred = ops::zeros({2, 2});
  const losses::MeanSquaredError loss({.reduction = "sum"});
  const auto values = [&](const Tensor& weights) {
    return float(loss(ops::expand_dims(y_true, -1), ops::expand_dims(y_pred, -1), weights));
  };
  CHECK(values(ops::array({10.0, 1.0})) == 10 * (1 + 9) + (4 + 16));
  CHECK(values(ops::array({{10.0}, {1.0}})) == 10 * (1 + 4) + (9 + 16));
  CHECK_THROWS_WITH_AS(values(ops::ones({3})),
                       "losses: sample_weight (or a mask) must fit the values of the loss: the "
                       "shapes cannot be broadcast together; received (2, 2) and (3,)",
                       ValueError);
}

TEST_CASE("crossentropy without a kind goes by the shapes") {
  const Loss loss("crossentropy");
  CHECK(to_value(loss) == Value("crossentropy"));
  const auto one = ops::array({{0.25}, {0.5}});
  CHECK(float(loss(ops::array({1.0, 0.0}), one)) ==
        doctest::Approx((std::log(4.0) + std::log(2.0)) / 2));
  const auto three = ops::array({{0.25, 0.25, 0.5}});
  CHECK(float(loss(ops::array({2}), three)) == doctest::Approx(std::log(2.0)));
  CHECK(float(Loss("CE")(ops::array({{1.0, 0.0, 0.0}}), three)) == doctest::Approx(std::log(4.0)));
}

TEST_CASE("each class may count by its own alpha") {
  const losses::CategoricalFocalCrossentropy loss({.alpha = {0.1, 0.2, 0.7}, .gamma = 1});
  const auto y = ops::array({{0.0, 0.0, 1.0}}), p = ops::array({{0.25, 0.25, 0.5}});
  CHECK(float(loss(y, p)) == doctest::Approx(0.7 * 0.5 * std::log(2.0)));
  CHECK(to_json(*to_value(loss).find("config")->find("alpha")) == "[0.1, 0.2, 0.7]");
}

TEST_CASE("losses say what is wrong") {
  const auto labels = ops::zeros({32}), predictions = ops::zeros({32, 10});
  CHECK_THROWS_WITH_AS(
      losses::CategoricalCrossentropy()(labels, predictions),
      "losses.categorical_crossentropy: y_true must be one-hot with the shape of y_pred; received "
      "shapes (32,) and (32, 10); use sparse_categorical_crossentropy or utils.to_categorical for "
      "integer labels",
      ValueError);
  CHECK_THROWS_AS(losses::SparseCategoricalCrossentropy()(predictions, predictions), ValueError);
  CHECK_THROWS_AS(losses::BinaryCrossentropy({.label_smoothing = 2}), ValueError);
  CHECK_THROWS_AS(losses::MeanSquaredError({.reduction = "avg"}), ValueError);
}

TEST_CASE("a loss that a file gives as a function is written as one") {
  const Value saved = Object{{"module", "builtins"},
                             {"class_name", "function"},
                             {"config", "categorical_hinge"},
                             {"registered_name", "function"}};
  losses::Loss loss;
  from_value(saved, loss);
  CHECK(to_value(loss) == saved);
  CHECK(to_value(losses::Loss("categorical_hinge")) == Value("categorical_hinge"));
}

}  // namespace keras
