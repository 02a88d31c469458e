// Training as a whole: what callbacks may do while it runs, and what it returns.
#include <doctest/doctest.h>

#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/embedding.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/pooling/global_average_pooling.hpp"
#include "keras/layers/preprocessing/text_vectorization.hpp"
#include "keras/layers/regularization/activity_regularization.hpp"
#include "keras/layers/rnn/gru.hpp"
#include "keras/losses.hpp"
#include "keras/metrics.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/optimizers.hpp"
#include "keras/regularizers.hpp"

using namespace keras;

namespace {

struct CompileAgain {
  int epochs = 0;
  void on_epoch_end(Model& model, int, const Logs&) {
    ++epochs;
    model.compile({.optimizer = "sgd", .loss = "mae"});
  }
};

const Tensor x(std::vector<float>{1, 0, 0, 1, 1, 1, 0, 0}, {4, 2});
const Tensor y(std::vector<float>{1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, {4, 3});

}  // namespace

TEST_CASE("a callback may compile the model that is being fitted") {
  Sequential model({Input({2}), layers::Dense(3)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  CompileAgain callback;
  const auto history =
      model.fit(x, y, {.epochs = 3, .verbose = 0, .callbacks = {std::ref(callback)}});
  CHECK(callback.epochs == 3);
  CHECK(history["loss"].size() == 3);
  CHECK(model.evaluate(x, y, {.verbose = 0})["loss"] > 0);
}

TEST_CASE("class weights weigh what is trained on, not what is kept for validation") {
  Sequential model(
      {Input({2}), layers::Dense(1, {.use_bias = false, .kernel_initializer = "ones"})});
  model.compile({.optimizer = optimizers::SGD({.learning_rate = 0}), .loss = "mse"});
  const Tensor labels(std::vector<float>{1, 0, 0, 1}, {4, 1});  // the model says 1, 1, 2, 0
  const auto history = model.fit(
      x, labels, {.verbose = 0, .validation_split = 0.5, .class_weight = {{0, 0.0}, {1, 4.0}}});
  CHECK(history["loss"] == std::vector<double>{0});
  CHECK(history["val_loss"] == std::vector<double>{2.5});
}

TEST_CASE("a metric of several classes gives a list") {
  Sequential model(
      {Input({2}), layers::Dense(3, {.activation = "softmax", .kernel_initializer = "zeros"})});
  model.compile({.optimizer = "sgd",
                 .loss = "categorical_crossentropy",
                 .metrics = {metrics::Precision({.thresholds = {0.2, 0.5}, .name = "precision"}),
                             "accuracy"}});
  const auto logs = model.evaluate(x, y, {.verbose = 0});
  const auto& precision = logs.at("precision").as_list();
  REQUIRE(precision.size() == 2);
  CHECK(precision[0].as_number() == doctest::Approx(1.0 / 3));  // 4 of 12, all above 0.2
  CHECK(precision[1].as_number() == 0);
  CHECK(logs["accuracy"] == 0.5);
}

TEST_CASE("metrics of one value are not for compile") {
  Sequential model({Input({2}), layers::Dense(3)});
  model.compile({.optimizer = "sgd", .loss = "mse", .metrics = {"mean"}});
  CHECK_THROWS_WITH_AS(
      model.evaluate(x, y, {.verbose = 0}),
      "compile: metrics must compare labels with predictions; received metrics.Mean", ValueError);
  model.compile({.optimizer = "sgd", .loss = "mse", .weighted_metrics = {metrics::Sum()}});
  CHECK_THROWS_WITH_AS(
      model.evaluate(x, y, {.verbose = 0}),
      "compile: weighted_metrics must compare labels with predictions; received metrics.Sum",
      ValueError);
}

TEST_CASE("a regularizer alone moves all weights") {
  Sequential model({Input({2}), layers::Dense(3, {.use_bias = false,
                                                  .kernel_initializer = "ones",
                                                  .kernel_regularizer = regularizers::L2(0.5)})});
  model.compile({.optimizer = optimizers::SGD({.learning_rate = 0.1})});
  model.fit(x, y, {.batch_size = 4, .verbose = 0});
  const auto weights = model.get_weights().at(0);
  CHECK(float(ops::max(weights)) == doctest::Approx(0.9));
  CHECK(float(ops::min(weights)) == doctest::Approx(0.9));
}

// A matrix of one element has as many as a learning rate, but lies among the zeros of a panel.
TEST_CASE("a regularizer alone moves a single weight") {
  Sequential model({Input({1}), layers::Dense(1, {.use_bias = false,
                                                  .kernel_initializer = "ones",
                                                  .kernel_regularizer = regularizers::L2(0.5)})});
  model.compile({.optimizer = optimizers::SGD({.learning_rate = 0.1})});
  model.fit(ops::ones({4, 1}), None, {.batch_size = 4, .verbose = 0});
  CHECK(float(model.get_weights().at(0)) == doctest::Approx(0.9));
  model.compile({.optimizer = "sgd", .metrics = {"mae"}});
  CHECK_THROWS_WITH_AS(model.fit(ops::ones({4, 1}), None, {.verbose = 0}),
                       "fit: y, the labels of the metrics, must be given; received None",
                       ValueError);
}

TEST_CASE("a loss may come from a layer alone") {
  const auto in = Input({2});
  const Model model(in, layers::ActivityRegularization({.l2 = 0.5})(in));
  model.compile({.optimizer = "sgd"});
  CHECK(model.evaluate(x, x, {.verbose = 0})["loss"] == doctest::Approx(0.5 * 4 / 4));
}

TEST_CASE("a loss without reduction is shown as its mean, and not trained") {
  Sequential model(
      {Input({2}), layers::Dense(1, {.use_bias = false, .kernel_initializer = "ones"})});
  model.compile(
      {.optimizer = "sgd", .loss = losses::MeanSquaredError({.reduction = std::nullopt})});
  const Tensor labels(std::vector<float>{1, 0, 0, 1}, {4, 1});  // the model says 1, 1, 2, 0
  CHECK(model.evaluate(x, labels, {.verbose = 0})["loss"] == 1.5);
  CHECK_THROWS_WITH_AS(model.fit(x, labels, {.verbose = 0}),
                       "fit: a loss without reduction cannot be made small; received losses of "
                       "shape (4,)",
                       ValueError);
}

TEST_CASE("the only output has all metrics, whatever they are named for") {
  Sequential model({Input({2}), layers::Dense(3)});
  model.compile({.optimizer = "sgd",
                 .loss = "mse",
                 .metrics = PerOutput<Metric>({std::pair<std::string, Metric>("other", "mae")})});
  CHECK(model.evaluate(x, y, {.verbose = 0}).contains("mae"));
}

TEST_CASE("accuracy is settled by the shapes, however it is written") {
  Sequential model(
      {Input({2}), layers::Dense(3, {.activation = "softmax", .kernel_initializer = "zeros"})});
  model.compile({.optimizer = "sgd", .loss = "crossentropy", .metrics = {"Accuracy", "ACC"}});
  const auto logs = model.evaluate(x, y, {.verbose = 0});
  CHECK(logs["Accuracy"] == 0.5);
  CHECK(logs["ACC"] == 0.5);
}

TEST_CASE("a model predicts for more shapes than it keeps programs of") {
  const auto in = Input({None, 1});
  const Model model(in, ops::sum(in, {.axis = {1, 2}}));
  for (int round = 0; round < 2; ++round)
    for (int length = 1; length <= 70; ++length)
      CHECK(float(model.predict(ops::ones({1, length, 1}), {.verbose = 0})) == length);
}

TEST_CASE("options are kept for several models, each of which trains on its own") {
  const CompileOptions how = {.optimizer = "adam", .loss = "mse"};
  const Sequential first({Input({2}), layers::Dense(3, {.kernel_initializer = "ones"})});
  const Sequential second({Input({2}), layers::Dense(3, {.kernel_initializer = "ones"})});
  for (const Model& model : {Model(first), Model(second)}) {
    model.compile(how);
    model.fit(x, y, {.epochs = 2, .verbose = 0, .shuffle = false});
  }
  CHECK(first.get_weights()[0].to_vector<float>() == second.get_weights()[0].to_vector<float>());
  CHECK(first.optimizer().iterations() == 2);
  CHECK(second.optimizer().iterations() == 2);
}

TEST_CASE("a model without Input that begins with text takes strings") {
  const layers::TextVectorization vectorize({.output_sequence_length = 3});
  const auto text = ops::array({"a b", "b", "a a c", "c"});
  vectorize.adapt(text);
  const auto made = [&] {
    return Sequential({vectorize, layers::Embedding(vectorize.vocabulary_size(), 4),
                       layers::GlobalAveragePooling1D(), layers::Dense(1)});
  };
  CHECK(made()(text).shape() == Shape{4, 1});
  CHECK(made().predict(text).shape() == Shape{4, 1});
  const auto model = made();
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.fit(text, ops::array({1, 0, 1, 0}), {.verbose = 0});
  CHECK(model.input().dtype() == DType::string);
}

TEST_CASE("a dictionary may hold more than a model takes") {
  const auto a = Input({1}, {.name = "a"}), c = Input({1}, {.name = "c"});
  const Model model({{"a", a}, {"c", c}}, a - c);
  const Dict columns = {
      {"a", ops::ones({2, 1})}, {"b", ops::zeros({2, 1})}, {"c", ops::ones({2, 1})}};
  CHECK(model.predict(columns).to_vector<float>() == std::vector<float>{0, 0});
  const Model in_order({c, a}, c - 2 * a);
  CHECK(in_order.predict(columns).to_vector<float>() == std::vector<float>{-1, -1});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.fit(columns, ops::zeros({2, 1}), {.verbose = 0});
  CHECK(model.evaluate(columns, ops::ones({2, 1}), {.verbose = 0})["loss"] == 1);
}

TEST_CASE("metrics that come again with weights are named after their output first, as in Keras") {
  const auto in = Input({2});
  const Model model(in, {layers::Dense(1, {.name = "a"})(in), layers::Dense(1, {.name = "b"})(in)});
  PerOutput<Loss> losses;
  from_value(List{"mse", nullptr}, losses);
  PerOutput<Metric> metrics;
  from_value(List{List{"mae"}, List{"mse"}}, metrics);
  model.compile(
      {.optimizer = "sgd", .loss = losses, .metrics = metrics, .weighted_metrics = metrics});
  const auto half = ops::ones({4, 1});
  std::vector<std::string> names;
  for (const auto& [name, value] : model.evaluate(x, {half, half}, {.verbose = 0}))
    names.push_back(name);
  // One loss is the whole loss: it has no name of its own.
  CHECK(names ==
        std::vector<std::string>{"a_mae", "a_weighted_mae", "b_mse", "b_weighted_mse", "loss"});
}

// The order of weights and what is shown are those of Keras 3.15.1.
TEST_CASE("an output may have several losses where there are several outputs") {
  const auto in = Input({2});
  const auto layer = [](const char* name) {
    return layers::Dense(1, {.kernel_initializer = "zeros", .name = name});
  };
  const Model model(in, {layer("b")(in), layer("a")(in)});
  PerOutput<Loss> losses;
  from_value(List{List{"mse", "mae"}, "mse"}, losses);
  PerOutput<double> weights;
  from_value(List{List{1.0, 2.0}, 10.0}, weights);
  model.compile({.optimizer = "sgd", .loss = losses, .loss_weights = weights});
  const auto twos = ops::full({4, 1}, 2.0);
  auto logs = model.evaluate(x, {twos, ops::ones({4, 1})}, {.verbose = 0});
  CHECK(logs["loss"] == 4 + 2 * 2 + 10);
  CHECK(logs["b_loss"] == 2);  // the last
  CHECK(logs["a_loss"] == 1);
  // A dictionary beside a list is read by its sorted names.
  from_value(List{"mse", "mse"}, losses);
  from_value(Object{{"b", 10.0}, {"a", 1.0}}, weights);
  model.compile({.optimizer = "sgd", .loss = losses, .loss_weights = weights});
  CHECK(model.evaluate(x, {twos, ops::ones({4, 1})}, {.verbose = 0})["loss"] == 4 + 10);
}

TEST_CASE("the last loss of outputs that share a name is shown") {
  const auto in = Input({2});
  const auto a = layers::Dense(1, {.kernel_initializer = "zeros", .name = "a"})(in);
  const auto b = layers::Dense(1, {.kernel_initializer = "zeros", .name = "b"})(in);
  const Model model(in, {a, b, a});
  PerOutput<Loss> losses;
  from_value(List{"mse", "mae", nullptr}, losses);
  model.compile({.optimizer = "sgd", .loss = losses});
  const auto ones = ops::ones({4, 1});
  auto logs = model.evaluate(x, {ones * 2, ones, ones}, {.verbose = 0});
  CHECK(logs["loss"] == 5);
  CHECK(logs["a_loss"] == 4);
  CHECK(logs["b_loss"] == 1);
}

TEST_CASE("losses and their weights fit the outputs") {
  const auto message = [](const Model& model, const Value& loss, const Value& weights,
                          const Tensors& labels) {
    PerOutput<Loss> losses;
    PerOutput<double> numbers;
    from_value(loss, losses);
    from_value(weights, numbers);
    model.compile({.optimizer = "sgd", .loss = losses, .loss_weights = numbers});
    try {
      model.evaluate(x, labels, {.verbose = 0});
    } catch (const ValueError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const auto in = Input({2});
  const auto ones = ops::ones({4, 1});
  const auto a = layers::Dense(1, {.name = "a"})(in), b = layers::Dense(1, {.name = "b"})(in);
  CHECK(message({in, a}, List{"mse", "mae"}, nullptr, ones) ==
        "compile: loss must have one entry for each of the 1 outputs; received 2");
  CHECK(message({in, a}, Object{{"a", List{"mse", "mae"}}}, nullptr, ones) ==
        "compile: loss must be a single one for the only output; received 2");
  CHECK(message({in, a}, List{nullptr}, nullptr, ones) ==
        "compile: loss must not be None for the only output; received None");
  CHECK(message({in, {a, b}}, List{"mse", List{"mse", nullptr}}, nullptr, {ones, ones}) ==
        "compile: loss must have no None among the losses of the output 'b'");
  CHECK(message({in, {a, b}}, "mse", List{1.0, 2.0}, {ones, ones}) ==
        "compile: loss_weights must have one number for each of the 1 losses; received 2");
  CHECK(message({in, {a, b}}, List{"mse"}, 2.0, {ones, ones}) == "");
  const Model named(in, Tensors{{"p", a}, {"q", b}});
  CHECK(message(named, List{"mse", List{"mae"}}, nullptr, {ones, ones}) ==
        "compile: loss must be a dictionary where outputs of a dictionary have lists of losses");
}

TEST_CASE("a model that is compiled without a loss has a loss of 0, as in Keras on JAX") {
  Sequential model({Input({2}), layers::Dense(3, {.kernel_initializer = "zeros"})});
  model.compile({.optimizer = "sgd", .metrics = {"mae"}});
  auto logs = model.evaluate(x, ops::ones({4, 3}), {.verbose = 0});
  CHECK(logs["loss"] == 0);
  CHECK(logs["mae"] == 1);
  PerOutput<Metric> metrics;
  from_value(List{"mae", nullptr}, metrics);
  model.compile({.optimizer = "sgd", .metrics = metrics});
  CHECK_THROWS_WITH_AS(model.evaluate(x, ops::ones({4, 3}), {.verbose = 0}),
                       "compile: metrics must have no None in a list; received None", ValueError);
}

TEST_CASE("a dictionary of losses names all outputs of a model that gives none") {
  const auto in = Input({2});
  const Model model(in, {layers::Dense(1, {.name = "a"})(in), layers::Dense(1, {.name = "b"})(in)});
  model.compile({.optimizer = "sgd", .loss = {{"b", "mse"}}});
  const auto ones = ops::ones({4, 1});
  CHECK_THROWS_WITH_AS(
      model.evaluate(x, {ones, ones}, {.verbose = 0}),
      "compile: loss must name all 2 outputs of a model that gives no dictionary; received names "
      "(b)",
      ValueError);
}

TEST_CASE("a model of a fixed batch size trains on such batches") {
  const auto in = Input({2, 2}, {.batch_size = 3});
  const Model model(in, layers::GRU(1, {.stateful = true})(in));
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const auto loss = [&](const Tensor& x) {
    return model.fit(x, ops::zeros({6, 1}), {.batch_size = 3, .verbose = 0})["loss"][0];
  };
  CHECK(loss(ops::zeros({6, 2, 2})) == doctest::Approx(0));
  CHECK(loss(ops::ones({6, 2, 2})) > 0);
}
