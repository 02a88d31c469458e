#include "keras/models/functional.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/identity.hpp"
#include "keras/layers/rnn/gru.hpp"
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

TEST_CASE("layers come in the order of the names of the arguments they lead to, as in Keras") {
  const auto in = Input({3, 2}), gaps = Input({3}, {.dtype = "bool"}), start = Input({4});
  const auto state = layers::Dense(2, {.name = "state"})(start);
  const auto kept = layers::Identity({.name = "kept"})(gaps);
  const Model model({in, gaps, start},
                    layers::GRU(2, {.name = "gru"})(in, {.mask = kept, .initial_state = state}));
  std::vector<std::string> names;
  for (const auto& layer : model.layers())
    if (layer.class_name() != "InputLayer") names.push_back(layer.name());
  CHECK(names == std::vector<std::string>{"state", "kept", "gru"});
}

}  // namespace keras
