// fit, evaluate and predict on data sets.
#include <doctest/doctest.h>

#include "keras/layers/core/dense.hpp"
#include "keras/metrics.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/core.hpp"
#include "keras/optimizers.hpp"

namespace keras {
namespace {

const Tensor x(std::vector<float>{1, 0, 0, 1, 1, 1, 0, 0, 2, 1}, {5, 2});
const Tensor y(std::vector<float>{1, 0, 1, 0, 3}, {5, 1});

Sequential regression() {
  Sequential model({Input({2}), layers::Dense(1, {.kernel_initializer = "ones"})});
  model.compile({.optimizer = optimizers::SGD(0.01), .loss = "mse", .metrics = {"mae"}});
  return model;
}

struct Steps {
  int begun = 0, ended = 0;
  std::size_t size() const { return 2; }
  Batch operator[](std::size_t number) const {
    const auto first = static_cast<std::int64_t>(2 * number);
    return {x[range(first, first + 2)], y[range(first, first + 2)]};
  }
  void on_epoch_begin() { ++begun; }
  void on_epoch_end() { ++ended; }
};

struct CountSteps {
  int steps = 0;
  void on_train_batch_end(Model&, int, const Logs&) { ++steps; }
};

}  // namespace

TEST_CASE("fit on a data set is fit on its arrays") {
  const auto arrays = regression(), batches = regression();
  const auto data = Dataset(x, y).batch(2);
  const auto a = arrays.fit(
      x, y,
      {.batch_size = 2, .epochs = 3, .verbose = 0, .validation_data = {x, y}, .shuffle = false});
  const auto b = batches.fit(data, {.epochs = 3, .verbose = 0, .validation_data = data});
  CHECK(a["loss"] == b["loss"]);
  CHECK(a["val_mae"][2] == doctest::Approx(b["val_mae"][2]));  // 32 rows a batch there, 2 here
  CHECK(arrays.evaluate(x, y, {.batch_size = 2, .verbose = 0})["loss"] ==
        batches.evaluate(data, {.verbose = 0})["loss"]);
  CHECK(arrays.predict(x, {.verbose = 0}).to_vector<float>() ==
        batches.predict(data, {.verbose = 0}).to_vector<float>());
}

TEST_CASE("fit takes sample weights and class weights of a data set") {
  const auto weighted = regression(), plain = regression();
  const Tensor weights(std::vector<float>{2, 0, 2, 0, 1});
  const auto a = weighted.fit(Dataset(x, y, weights).batch(5), {.verbose = 0});
  const auto b = plain.fit(Dataset(x, y).batch(5),
                           {.verbose = 0, .class_weight = {{1, 2.0}, {0, 0.0}, {3, 1.0}}});
  CHECK(a["loss"] == b["loss"]);
}

TEST_CASE("epochs of steps_per_epoch steps go on where the last one ended") {
  const auto model = regression();
  CountSteps counter;
  const auto run = [&](const Dataset& data, int epochs, int steps) {
    counter.steps = 0;
    model.fit(data, {.epochs = epochs,
                     .verbose = 0,
                     .callbacks = {std::ref(counter)},
                     .steps_per_epoch = steps});
    return counter.steps;
  };
  CHECK(run(Dataset(x, y).batch(1).repeat(), 2, 4) == 8);
  CHECK(run(Dataset(x, y).batch(1), 2, 3) == 5);  // 3 and 2: there are no more
  CHECK(run(Dataset(x, y).batch(1), 3, 3) == 8);
  counter.steps = 0;
  model.fit(x, y,
            {.batch_size = 1,
             .epochs = 2,
             .verbose = 0,
             .callbacks = {std::ref(counter)},
             .steps_per_epoch = 3});
  CHECK(counter.steps == 5);
}

TEST_CASE("fit, evaluate and predict take an own data set and tell it of epochs") {
  const auto model = regression();
  Steps steps;
  model.fit(std::ref(steps), {.epochs = 2, .verbose = 0});
  CHECK(steps.begun == 2);
  CHECK(steps.ended == 2);
  CHECK(model.evaluate(Steps{}, {.verbose = 0})["loss"] > 0);
  CHECK(model.predict(Steps{}, {.verbose = 0}).shape() == Shape{4, 1});
  CHECK(model.predict(Steps{}, {.verbose = 0, .steps = 1}).shape() == Shape{2, 1});
}

TEST_CASE("several predictions come by number or by name") {
  const auto input = Input({2});
  const Model model(input, {{"a", layers::Dense(1)(input)}, {"b", layers::Dense(3)(input)}});
  const auto named = model.predict<Dict>(x, {.verbose = 0});
  CHECK(named["b"].shape() == Shape{5, 3});
  const auto [a, b] = model.predict<2>(x, {.verbose = 0});
  CHECK(a.shape() == Shape{5, 1});
  CHECK(b.shape() == Shape{5, 3});
  CHECK(model.predict_on_batch<Tensors>(x).size() == 2);
  CHECK_THROWS_WITH_AS(model.predict<3>(x, {.verbose = 0}),
                       doctest::Contains("has 2 outputs; use predict<2>()"), ValueError);
}

TEST_CASE("fit, evaluate and predict say what does not go with a data set") {
  const auto model = regression();
  const auto data = Dataset(x, y).batch(2);
  CHECK_THROWS_WITH_AS(model.fit(data, {.batch_size = 2}),
                       "fit: batch_size must not be given with a data set, which has batches "
                       "already; received batch_size=2",
                       ValueError);
  CHECK_THROWS_WITH_AS(model.fit(data, {.validation_split = 0.5}),
                       "fit: validation_split must not be given with a data set; split it by take "
                       "and skip; received validation_split=0.5",
                       ValueError);
  CHECK_THROWS_WITH_AS(
      model.evaluate(data, {.sample_weight = y}),
      "evaluate: sample_weight must not be given with a data set; put it into its batches",
      ValueError);
  CHECK_THROWS_WITH_AS(model.predict(data, {.batch_size = 2}),
                       "predict: batch_size must not be given with a data set, which has batches "
                       "already; received batch_size=2",
                       ValueError);
  CHECK_THROWS_WITH_AS(model.fit(data, {.steps_per_epoch = 0}),
                       "fit: steps_per_epoch must be positive; received steps_per_epoch=0",
                       ValueError);
  CHECK_THROWS_WITH_AS(model.fit(data.take(0), {.verbose = 0}),
                       "fit: the data set must have at least one batch; received an empty one",
                       ValueError);
  CHECK_THROWS_WITH_AS(model.predict(data.take(0), {.verbose = 0}),
                       "predict: the data set must have at least one batch; received an empty one",
                       ValueError);
}

}  // namespace keras
