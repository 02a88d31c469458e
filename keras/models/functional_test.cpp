#include "keras/models/functional.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {

TEST_CASE("lists in the list of outputs are flat when called and stay when saved") {
  const auto in = Input({2});
  const auto a = layers::Dense(1, {.name = "a"})(in), b = layers::Dense(2, {.name = "b"})(in);
  auto config = Model(in, {a, b, in}).get_config();
  auto& places = config["output_layers"].as_list();
  places = {places[0], List{places[1], List{places[2]}}};
  const auto saved = to_json(config["output_layers"]);
  const auto model = Functional::from_config(config);
  CHECK(model.call_all(ops::ones({3, 2})).size() == 3);
  CHECK(to_json(model.get_config()["output_layers"]) == saved);
}

}  // namespace keras
