#include "keras/saving/legacy_optimizer.hpp"

#include <doctest/doctest.h>

#include "keras/layers/core/dense.hpp"
#include "keras/models/model.hpp"
#include "keras/optimizers.hpp"

using namespace keras;

TEST_CASE("the state of optimizers before Keras 2.11 is put into today's order") {
  const Sequential model({Input({3}), layers::Dense(2, {.name = "a"})});
  model.compile({.optimizer = optimizers::Adam(), .loss = "mse"});
  model.optimizer().build(model.trainable_variables());
  const auto variables = model.optimizer().variables();
  const std::vector<std::string> names = {"Adam/iter:0", "Adam/a/kernel/m:0", "Adam/a/bias/m:0",
                                          "Adam/a/kernel/v:0", "Adam/a/bias/v:0"};
  CHECK(saving::is_legacy_state(names));
  const auto found = saving::variables_of_legacy_state(variables, names);
  REQUIRE(found);
  std::vector<std::string> found_names;
  for (const auto& variable : *found) found_names.push_back(variable.name());
  CHECK(found_names == std::vector<std::string>{"iteration", "a_kernel_momentum", "a_bias_momentum",
                                                "a_kernel_velocity", "a_bias_velocity"});
  CHECK(!saving::variables_of_legacy_state(variables, {"Adam/iter:0", "Adam/a/kernel/rho:0"}));
  CHECK(!saving::is_legacy_state({"iteration:0", "Adam/m/a/kernel:0"}));
}
