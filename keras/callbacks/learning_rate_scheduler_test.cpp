#include "keras/callbacks/learning_rate_scheduler.hpp"

#include <doctest/doctest.h>

#include "keras/callbacks/lambda_callback.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/numpy.hpp"

using namespace keras;

namespace {

History fitted(const Callback& callback) {
  const Sequential model({Input({2}), layers::Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model.fit(ops::zeros({3, 2}), ops::zeros({3, 1}),
                   {.epochs = 3, .verbose = 0, .callbacks = {callback}});
}

}  // namespace

TEST_CASE("LearningRateScheduler sets the rate before each epoch") {
  const auto history =
      fitted(callbacks::LearningRateScheduler([](int, double rate) { return rate / 2; }));
  CHECK(history["learning_rate"] ==
        std::vector<double>{0.004999999888241291, 0.0024999999441206455, 0.0012499999720603228});
}

TEST_CASE("LearningRateScheduler takes a schedule of the epoch alone") {
  const auto history =
      fitted(callbacks::LearningRateScheduler([](int epoch) { return 0.5 * epoch; }));
  CHECK(history["learning_rate"] == std::vector<double>{0, 0.5, 1});
}

TEST_CASE("LambdaCallback calls the functions it has") {
  int begun = 0, ended = 0, batches = 0;
  fitted(callbacks::LambdaCallback({.on_epoch_end = [&](int epoch, const Logs&) { ended = epoch; },
                                    .on_train_begin = [&](const Logs&) { ++begun; },
                                    .on_train_batch_begin = [&](int, const Logs&) { ++batches; }}));
  CHECK(begun == 1);
  CHECK(ended == 2);
  CHECK(batches == 3);
}
