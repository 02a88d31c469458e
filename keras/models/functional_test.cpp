#include "keras/models/functional.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/layers/attention/attention.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/identity.hpp"
#include "keras/layers/pooling/global_average_pooling.hpp"
#include "keras/layers/rnn/gru.hpp"
#include "keras/layers/rnn/lstm.hpp"
#include "keras/layers/rnn/rnn.hpp"
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

TEST_CASE("inputs that lead nowhere come before the last layers, as in Keras") {
  const auto in = Input({2}, {.name = "in"}), unused = Input({2}, {.name = "unused"});
  const Model model({in, unused}, layers::Dense(1, {.name = "last"})(in));
  std::vector<std::string> names;
  for (const auto& layer : model.layers()) names.push_back(layer.name());
  CHECK(names == std::vector<std::string>{"in", "unused", "last"});
}

namespace {

/// The model read from its configuration, after a change of the call of its last layer.
Layer with_kwarg(const Model& model, const char* name, const Value& value) {
  auto config = model.get_config();
  auto& last = config["layers"].as_list().back().as_object();
  last["inbound_nodes"].as_list()[0].as_object()["kwargs"].as_object()[name] = value;
  return Functional::from_config(config);
}

Value kwarg_of(const Layer& model, const char* name) {
  const auto config = model.get_config();
  const auto& last = config.at("layers").as_list().back().as_object();
  return last.at("inbound_nodes").as_list()[0].as_object().at("kwargs").as_object().at(name);
}

}  // namespace

TEST_CASE("a list of masks may have None in it") {
  const auto query = Input({4, 3}), value = Input({4, 3}), gaps = Input({4}, {.dtype = "bool"});
  const layers::Attention attention;
  const Model model({query, value, gaps}, attention({query, value}, {.mask = {gaps, gaps}}));
  auto masks = kwarg_of(model, "mask").as_list();
  masks[0] = nullptr;
  const auto loaded = with_kwarg(model, "mask", masks);
  CHECK(kwarg_of(loaded, "mask").as_list()[0].is_null());
  const auto q = ops::ones({1, 4, 3}), v = ops::reshape(ops::arange(12.0), {1, 4, 3});
  const auto kept = ops::array({{true, false, false, false}});
  CHECK(loaded({q, v, kept})[0].to_vector<float>() ==
        std::vector<float>{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2});
}

TEST_CASE("each of several cells may have a list of initial states of its own") {
  const auto in = Input({2, 1}), h = Input({1}), c = Input({1});
  const layers::RNN rnn({layers::LSTMCell(1), layers::LSTMCell(1)});
  const Model model({in, h, c}, rnn(in, {.initial_state = {h, c, c, h}}));
  const auto flat = kwarg_of(model, "initial_state").as_list();
  const List nested = {List{flat[0], flat[1]}, List{flat[2], flat[3]}};
  const auto loaded = with_kwarg(model, "initial_state", nested);
  CHECK(kwarg_of(loaded, "initial_state") == Value(nested));
  loaded.set_weights(model.get_weights());
  const auto x = ops::ones({1, 2, 1}), one = ops::ones({1, 1}), two = ops::full({1, 1}, 2);
  CHECK(loaded({x, one, two}).to_vector<float>() == model({x, one, two}).to_vector<float>());
}

TEST_CASE("a Sequential model gives the mask it is told to its layers") {
  const Sequential inner({layers::Identity(), layers::GlobalAveragePooling1D()});
  const auto x = ops::array({{{1.0}, {3.0}, {8.0}}});
  const auto kept = ops::array({{true, true, false}});
  CHECK(inner(x, {.mask = kept}).to_vector<float>() == std::vector<float>{2});
}

}  // namespace keras
