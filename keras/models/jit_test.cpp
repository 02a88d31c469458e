// Functions compiled by jit, with what they touch.
#include <doctest/doctest.h>

#include "keras/compiler/jit.hpp"
#include "keras/layers.hpp"
#include "keras/losses.hpp"
#include "keras/metrics.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"
#include "keras/optimizers.hpp"

namespace keras {
namespace {

const Tensor rows(std::vector<float>{1, 2, 3, 4}, {2, 2});

TEST_CASE("jit records a function once for each form of its arguments") {
  int recorded = 0;
  const auto twice = jit([&](const Tensor& x) {
    ++recorded;
    return 2 * x;
  });
  CHECK(twice(rows).to_vector<float>() == std::vector<float>{2, 4, 6, 8});
  CHECK(twice(rows + 1).to_vector<float>() == std::vector<float>{4, 6, 8, 10});
  CHECK(recorded == 1);
  CHECK(twice(rows[0]).to_vector<float>() == std::vector<float>{2, 4});
  CHECK(recorded == 2);
}

TEST_CASE("jit updates variables and metrics") {
  const Variable count(0.0);
  const metrics::Mean mean;
  const auto step = jit([&](const Tensor& x) {
    count.assign_add(1);
    mean.update_state(x);
  });
  for (int i = 0; i < 3; ++i) step(rows);
  CHECK(float(count.value()) == 3);
  CHECK(float(mean.result()) == 2.5f);
}

TEST_CASE("a training step under jit is that of train_on_batch") {
  const auto network = [] {
    return Sequential({Input({2}), layers::Dense(1, {.kernel_initializer = "ones"})});
  };
  const auto model = network(), same = network();
  const Tensor y(std::vector<float>{1, 0}, {2, 1});
  const optimizers::SGD optimizer(0.01);
  const losses::MeanSquaredError loss_fn;
  const auto step = jit([&](const Tensor& x, const Tensor& target) {
    const auto loss = loss_fn(target, model(x, {.training = true}));
    optimizer.minimize(loss, model.trainable_variables());
    return loss;
  });
  same.compile({.optimizer = optimizers::SGD(0.01), .loss = "mse"});
  for (int i = 0; i < 3; ++i)
    CHECK(float(step(rows, y)) == doctest::Approx(same.train_on_batch(rows, y)["loss"]));
}

TEST_CASE("a function under jit must not look at values") {
  const auto looks = jit([](const Tensor& x) { return float(ops::sum(x)) > 0 ? x : -x; });
  CHECK_THROWS_AS(looks(rows), ValueError);
}

}  // namespace
}  // namespace keras
