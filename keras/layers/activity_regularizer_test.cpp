#include <doctest/doctest.h>

#include "keras/layers.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/regularizers.hpp"

using namespace keras;

TEST_CASE("any layer may have its outputs in the loss") {
  const layers::ReLU relu;
  relu.activity_regularizer(regularizers::L1(0.5));
  CHECK(relu.activity_regularizer().defined());
  const Sequential model({Input({2}), relu});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const auto x = ops::ones({4, 2});
  CHECK(model.evaluate(x, x, {.verbose = 0})["loss"] == 1);  // 0.5 * |1| * 2 outputs a sample
  CHECK(relu.get_config().at("activity_regularizer").find("class_name")->as_string() == "L1");
  const auto again = deserialize<Layer>(to_value(static_cast<const Layer&>(relu)));
  CHECK(again.activity_regularizer().defined());
}

TEST_CASE("a layer with an option for its outputs takes a later one") {
  const layers::Dense dense(2, {.activity_regularizer = "l1"});
  dense.activity_regularizer(regularizers::L2(0.25));
  CHECK(dense.get_config().at("activity_regularizer").find("class_name")->as_string() == "L2");
}
