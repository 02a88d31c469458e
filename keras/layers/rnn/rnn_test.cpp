// Recurrent layers: values are those of Keras 3.15.1 for the weights that `filled` gives.
#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/graph/mask.hpp"
#include "keras/layers.hpp"
#include "keras/layers/filled_layer_test.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"
#include "keras/runtime/pool.hpp"

namespace keras {
namespace {

using namespace keras::layers;
using Values = std::vector<float>;

const Tensor x(Values{-1, -.8F, -.6F, -.4F, -.2F, 0, .2F, .4F, .6F, .8F, 1, 1.2F}, {2, 3, 2});
const Tensor mask(std::vector<bool>{true, true, false, true, false, true}, {2, 3});

/// For x.
template <class L>
L filled(L layer, const Shape& input = x.shape()) {
  return layers::filled(std::move(layer), std::vector<Shape>{input});
}

TEST_CASE("Bidirectional merges both directions under a mask") {
  const auto merged = [&](std::optional<std::string> mode) {
    return filled(Bidirectional(LSTM(2, {.return_sequences = true}), {.merge_mode = mode}));
  };
  const CallOptions call = {.mask = mask};
  check_close(merged("concat")(x, call), {-0.03678069F,
                                          0.03347469F,
                                          -0.04140115F,
                                          0.02874592F,
                                          -0.03100151F,
                                          0.01164881F,
                                          -0.00959771F,
                                          -0.0095977F,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0.0416895F,
                                          -0.12186085F,
                                          0.05510969F,
                                          -0.2410326F,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0.07826898F,
                                          -0.28649127F,
                                          0.06140793F,
                                          -0.23106317F});
  check_close(merged("sum")(x, call), {-0.07818184F, 0.0622206F, -0.04059922F, 0.00205111F, 0, 0,
                                       0.09679918F, -0.36289346F, 0, 0, 0.1396769F, -0.51755446F});
  check_close(merged("mul")(x, call), {0.00152276F, 0.00096226F, 0.00029754F, -0.0001118F, 0, 0,
                                       0.0022975F, 0.02937244F, 0, 0, 0.00480634F, 0.06619758F});
  check_close(merged("ave")(x, call), {-0.03909092F, 0.0311103F, -0.02029961F, 0.00102556F, 0, 0,
                                       0.04839959F, -0.18144673F, 0, 0, 0.06983845F, -0.25877723F});
  const auto [ahead, back] = merged({}).call<2>(x, call);
  check_close(ahead, {-0.03678069F, 0.03347469F, -0.03100151F, 0.01164881F, 0, 0, 0.0416895F,
                      -0.12186085F, 0, 0, 0.07826898F, -0.28649127F});
  check_close(back, {-0.04140115F, 0.02874592F, -0.00959771F, -0.0095977F, 0, 0, 0.05510969F,
                     -0.2410326F, 0, 0, 0.06140793F, -0.23106317F});
  CHECK(graph::mask_of(merged("sum")(x, call)).defined());
}

TEST_CASE("Bidirectional returns the states of both directions") {
  const auto [y, ahead, back] = filled(Bidirectional(GRU(2, {.return_state = true}))).call<3>(x);
  check_close(y, {0.03642721F, -0.2725691F, 0.03826428F, -0.00278411F, 0.05919457F, -0.6718818F,
                  0.0584262F, -0.5844384F});
  check_close(ahead, {0.03642721F, -0.2725691F, 0.05919457F, -0.6718818F});
  check_close(back, {0.03826428F, -0.00278411F, 0.0584262F, -0.5844384F});
}

TEST_CASE("RNN stacks cells") {
  const auto layer =
      filled(RNN({LSTMCell(2), GRUCell(3)}, {.return_sequences = true, .return_state = true}));
  const auto [y, h, c, second] = layer.call<4>(x, {.mask = mask});
  check_close(y, {0.23131362F, -0.07194887F, -0.09928018F, 0.3785035F, -0.1139446F, -0.19309874F,
                  0.3785035F, -0.1139446F, -0.19309874F, 0.24770375F, -0.05059268F, -0.16248564F,
                  0.24770375F, -0.05059268F, -0.16248564F, 0.40729132F, -0.07385328F, -0.3163943F});
  check_close(h, {-0.03100151F, 0.01164881F, 0.07826898F, -0.28649127F});
  check_close(c, {-0.06328731F, 0.02373696F, 0.09876309F, -0.6093958F});
  check_close(second,
              {0.3785035F, -0.1139446F, -0.19309874F, 0.40729132F, -0.07385328F, -0.3163943F});
}

TEST_CASE("LSTM starts from given states") {
  const auto start = ops::full({2, 2}, 0.5);
  const auto [y, h, c] =
      filled(LSTM(2, {.return_state = true})).call<3>(x, {.initial_state = {start, -start}});
  check_close(y, {-0.03103323F, -0.10786013F, 0.06251008F, -0.37390688F});
  check_close(h, {-0.03103323F, -0.10786013F, 0.06251008F, -0.37390688F});
  check_close(c, {-0.05542435F, -0.22022066F, 0.08068728F, -0.90008706F});
}

TEST_CASE("a mask that came with the inputs is not for a call with given states, as in Keras") {
  const auto start = ops::full({2, 2}, 0.5);
  const auto layer = filled(GRU(2, {.return_sequences = true}));
  const auto gaps = ops::concatenate({x, ops::zeros_like(x)}, {.axis = 1});
  const auto plain = layer.call_all(gaps, {.initial_state = start});
  const auto masked = layer.call_all(Masking()(gaps), {.initial_state = start});
  CHECK(masked[0].to_vector<float>() == plain[0].to_vector<float>());
  const auto told = layer.call_all(
      gaps, {.mask = ops::any(ops::not_equal(gaps, 0), {.axis = -1}), .initial_state = start});
  CHECK(told[0].to_vector<float>() != plain[0].to_vector<float>());
}

TEST_CASE("a stateful layer goes on where it stopped") {
  const auto layer = filled(GRU(2, {.stateful = true, .name = "gru_stateful"}));
  check_close(layer(x), {0.03642721F, -0.2725691F, 0.05919457F, -0.6718818F});
  check_close(layer(x), {0.0448763F, -0.29042605F, 0.07162219F, -0.7658459F});
  layer.reset_state();
  check_close(layer(x), {0.03642721F, -0.2725691F, 0.05919457F, -0.6718818F});
  CHECK_THROWS_WITH_AS(layer(x[range(0, 1)]),
                       "layers.GRU 'gru_stateful': a stateful layer keeps states for 2 rows; "
                       "received a batch of 1",
                       ValueError);
}

TEST_CASE("any handle resets the states of its layer, where it has some") {
  const Layer both = Bidirectional(filled(GRU(2, {.stateful = true, .name = "gru_of_both"})));
  const auto first = both(x).to_vector<float>();
  CHECK(both(x).to_vector<float>() != first);
  both.reset_state();
  CHECK(both(x).to_vector<float>() == first);
  CHECK_THROWS_WITH_AS(Flatten({.name = "flat"}).reset_state(),
                       "layers.Flatten 'flat': keeps no state that could be reset", ValueError);
}

TEST_CASE("TimeDistributed applies a layer to each step") {
  check_close(filled(TimeDistributed(Dense(2)))(x),
              {0.16000003F, -0.40000004F, -0.11999997F, -0.11999999F, -0.4F, 0.16F, -0.68F, 0.44F,
               -0.96000004F, 0.71999997F, -1.24F, 1});
}

TEST_CASE("SimpleRNN, GRU and LSTM compute the same step by step and at once") {
  const auto plain = [](const Tensor& t) { return ops::tanh(t); };  // without a name: no kernel
  const auto long_x = ops::sin(ops::reshape(ops::arange(18 * 5 * 4), {18, 5, 4}));
  const auto long_mask = ops::reshape(ops::arange(18 * 5), {18, 5}) % 3 > 0;
  const auto agree = [&](const Layer& at_once, const Layer& stepped) {
    std::vector<Tensor> results[2];
    for (const auto* layer : {&at_once, &stepped}) {
      filled(*layer, long_x.shape());
      const auto y = (*layer)(long_x, {.mask = long_mask});
      auto& all = results[layer == &stepped];
      all = gradients(ops::sum(y * ops::cos(y)), layer->trainable_variables());
      all.push_back(gradient(ops::sum(y * y), long_x));
      all.push_back(y);
    }
    for (std::size_t i = 0; i < results[0].size(); ++i)
      check_close(results[0][i], results[1][i].to_vector<float>());
  };
  for (const bool sequences : {false, true}) {
    agree(SimpleRNN(5, {.return_sequences = sequences}),
          SimpleRNN(5, {.activation = plain, .return_sequences = sequences}));
    agree(GRU(5, {.return_sequences = sequences}),
          GRU(5, {.activation = plain, .return_sequences = sequences}));
    agree(LSTM(5, {.return_sequences = sequences}),
          LSTM(5, {.activation = plain, .return_sequences = sequences}));
  }
}

TEST_CASE("whole sequences do not depend on the number of threads") {
  const auto layer = filled(LSTM(33, {.return_sequences = true}), {40, 6, 8});
  const auto input = ops::sin(ops::reshape(ops::arange(40 * 6 * 8), {40, 6, 8}));
  const auto before = runtime::num_threads();
  std::vector<Values> results;
  for (const int threads : {1, 2}) {
    runtime::set_num_threads(threads);
    const auto y = layer(input);
    results.push_back(y.to_vector<float>());
    results.push_back(gradient(ops::sum(y * y), layer.variables()[1]).to_vector<float>());
  }
  runtime::set_num_threads(before);
  CHECK(results[0] == results[2]);
  CHECK(results[1] == results[3]);
}

TEST_CASE("dropout of inputs and states is the same for all steps") {
  const auto ones = ops::ones({1, 4, 3});
  for (const double recurrent : {0.0, 0.5}) {
    const LSTM layer(4, {.dropout = 0.5, .recurrent_dropout = recurrent, .return_sequences = true});
    CHECK(layer(ones, {.training = true}).shape() == Shape({1, 4, 4}));
  }
  const auto same = filled(SimpleRNN(2, {.activation = {},
                                         .recurrent_initializer = "zeros",
                                         .dropout = 0.5,
                                         .return_sequences = true}),
                           ones.shape());
  same.variables()[1].assign(ops::zeros({2, 2}));
  const auto y = same(ones, {.training = true}).to_vector<float>();
  for (std::size_t i = 2; i < y.size(); ++i) CHECK(y[i] == doctest::Approx(y[i - 2]));
}

TEST_CASE("a model with recurrent layers is saved as Keras saves it") {
  const auto config = Bidirectional(LSTM(3, {.name = "lstm"})).get_config();
  CHECK(config.at("layer").as_object().at("config").as_object().at("name").as_string() ==
        "forward_lstm");
  CHECK(config.at("backward_layer").as_object().at("config").as_object().at("go_backwards") ==
        Value(true));
}

TEST_CASE("recurrent layers refuse what makes no sense") {
  CHECK_THROWS_AS(LSTM(0), ValueError);
  CHECK_THROWS_AS(RNN(Layer(Dense(2))), ValueError);
  CHECK_THROWS_AS(Bidirectional(Layer(Dense(2))), ValueError);
  CHECK_THROWS_AS(Bidirectional(LSTM(2), {.merge_mode = "max"}), ValueError);
  CHECK_THROWS_AS(StackedRNNCells(std::vector<Layer>{}), ValueError);
  CHECK_THROWS_AS(LSTM(2)(ops::ones({2, 3})), ValueError);
  CHECK_THROWS_AS(TimeDistributed(Dense(2))(ops::ones({2, 3})), ValueError);
}

}  // namespace
}  // namespace keras
