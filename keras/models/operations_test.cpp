// Operations as nodes of functional models.
#include <doctest/doctest.h>

#include "keras/activations.hpp"
#include "keras/core/json.hpp"
#include "keras/graph/node.hpp"
#include "keras/layers.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"
#include "keras/ops/operation.hpp"
#include "keras/random.hpp"
#include "keras/saving/saving.hpp"

namespace keras {
namespace {

const Tensor rows(std::vector<float>{1, -2, 3, 4, 5, -6}, {2, 3});

TEST_CASE("a model may contain operations") {
  const auto x = Input({3});
  const Model model(x, 2 * ops::relu(x) - ops::sum(x, {.axis = -1, .keepdims = true}));
  const auto y = model.predict(rows, {.verbose = 0});
  CHECK(y.to_vector<float>() == std::vector<float>{0, -2, 4, 5, 7, -3});
  CHECK(x.shape() == Shape({None, 3}));
  CHECK(model.output().shape() == Shape({None, 3}));
}

TEST_CASE("operations are counted among the parts of a summary, not among the layers") {
  const auto x = Input({3}, {.name = "x"});
  const Model model(x, ops::tanh(x));
  CHECK(model.layers().size() == 1);
  CHECK(model.summary_text().find("tanh") != std::string::npos);
}

TEST_CASE("indexing is an operation with Keras's key") {
  const auto x = Input({3});
  const Model model(x, x(all, range(0, None, 2)));
  CHECK(model.predict(rows, {.verbose = 0}).to_vector<float>() == std::vector<float>{1, 3, 4, -6});
  CHECK(
      model.to_json().find(R"("class_name": "__slice__", "config": {"start": 0, "stop": null,)") !=
      std::string::npos);
}

TEST_CASE("the numbers of a threshold belong to the operation, not to its call, as in Keras") {
  const auto x = Input({3});
  const Model model(x, ops::threshold(x, 0.5, -1));
  CHECK(model.to_json().find(R"("threshold": 0.5, "default_value": -1.0})") != std::string::npos);
  CHECK(model.predict(rows, {.verbose = 0}).to_vector<float>() ==
        std::vector<float>{1, -1, 3, 4, 5, -1});
}

TEST_CASE("a place in a symbolic tensor must exist") {
  const auto x = Input({3});
  CHECK_THROWS_WITH_AS(x(all, 3), "Tensor: index 3 is outside of axis 1 of shape (None, 3)",
                       ValueError);
  CHECK_THROWS_WITH_AS(x(all, -4), "Tensor: index -4 is outside of axis 1 of shape (None, 3)",
                       ValueError);
  CHECK(x(100, 2).shape() == Shape());
}

TEST_CASE("a model with operations is the same after to_json") {
  const auto a = Input({3}), b = Input({3});
  const auto both = ops::concatenate({a, b * ops::array({1, 2, 3})}, {.axis = 1});
  const auto parts = ops::split(both, {2, 4}, {.axis = 1});
  const auto y = ops::einsum("ij,ij->ij", {parts[1], parts[1]}) + ops::clip(1 - parts[0], 0, 1) +
                 ops::pad(ops::max(parts[2], {.axis = 1, .keepdims = true}), {{0, 0}, {1, 0}},
                          {.constant_values = 7});
  const Model model({a, b}, y);
  const auto again = models::model_from_json(model.to_json());
  const Tensors inputs = {rows, rows + 1};
  CHECK(model.predict(inputs, {.verbose = 0}).to_vector<float>() ==
        again.predict(inputs, {.verbose = 0}).to_vector<float>());
  CHECK(model.to_json() == again.to_json());
}

TEST_CASE("unknown lengths may be those that other inputs have or arguments name") {
  const auto batch = Input({});
  CHECK(ops::reshape(batch, {2, 3}).shape() == Shape({2, 3}));
  const auto x = Input({3}), y = Input({None});
  CHECK(ops::dstack({x, y}).shape() == Shape({None, 3, 2}));
  CHECK(ops::matmul(x, x).shape() == Shape({3, 3}));
}

TEST_CASE("inputs that a file passes by name are found in the order of their names") {
  const auto source = [](const char* name) {
    const auto x = Input({4, 6});
    return layers::Dense(6, {.name = name})(x);
  };
  const auto query = source("first"), value = source("second"), key = source("third");
  const auto attended =
      layers::MultiHeadAttention(2, 3, {.name = "attention"})(query, value, {.key = key});
  const auto at = [](const Tensor& t) { return t.node()->inputs[0]; };
  const Model model({at(query), at(value), at(key)}, attended);
  auto config = parse_json(model.to_json());
  auto& layers = config.as_object()["config"].as_object()["layers"].as_list();
  auto& node = layers.back().as_object()["inbound_nodes"].as_list()[0].as_object();
  const auto args = node["args"].as_list();
  node["args"] = List();
  node["kwargs"] = Object{{"query", args[0]}, {"value", args[1]}, {"key", args[2]}};
  const auto loaded = models::model_from_json(to_json(config));
  std::vector<std::string> names;
  for (const auto& layer : loaded.layers()) names.push_back(layer.name());
  CHECK(names[3] == "third");
  CHECK(names[4] == "first");
  CHECK(names[5] == "second");
  CHECK(loaded.to_json().find(R"("query": {"class_name")") != std::string::npos);
}

TEST_CASE("an operation that has no node says so") {
  const auto x = Input({3});
  const auto refused = [](const auto& called) {
    CHECK_THROWS_WITH_AS(called(), doctest::Contains("cannot be called on symbolic tensors"),
                         ValueError);
  };
  refused([&] { ops::nonzero(x); });
  refused([] { ops::hanning(Input({})); });
  refused([] { ops::image::elastic_transform(Input({4, 4, 1})); });
  refused([&] {
    const auto same = [](const Tensor& t) { return t; };
    const auto none = [](const Tensor&, const Tensor&, const Tensor& dy) { return dy; };
    ops::custom_gradient(same, none)(x);
  });
}

TEST_CASE("an operation without a class is none that a file can name") {
  CHECK(ops::find_operation("") == nullptr);
  CHECK(ops::find_operation("Relu")->name == "relu");
}

TEST_CASE("activations with arguments are one operation, in Keras's module") {
  const auto x = Input({3});
  const Model model(x, activations::relu(x, {.negative_slope = 0.5, .max_value = 4}));
  const auto json = model.to_json();
  CHECK(json.find(R"({"module": "keras.src.activations.activations", "class_name": "ReLU", )"
                  R"("config": {"name": "re_lu)") != std::string::npos);
  const auto y = models::model_from_json(json).predict(rows, {.verbose = 0});
  CHECK(y.to_vector<float>() == std::vector<float>{1, -1, 3, 4, 4, -3});
}

TEST_CASE("an unknown argument of a saved operation is refused by name") {
  const auto x = Input({3});
  auto json = Model(x, ops::relu(x)).to_json();
  const std::string known = R"("config": {"name": "relu)";
  const auto at = json.find(known);
  REQUIRE(at != std::string::npos);
  json.insert(at + std::string(R"("config": {)").size(), R"("slope": 1, )");
  CHECK_THROWS_WITH_AS(models::model_from_json(json),
                       doctest::Contains("ops.relu: unknown argument 'slope'"), ValueError);
}

TEST_CASE("files pass some tensors of operations by name, as Keras does") {
  const auto x = Input({3});
  CHECK(Model(x, ops::average(x)).to_json().find(R"("kwargs": {"weights": null})") !=
        std::string::npos);
}

TEST_CASE("what a file says of how its layers were built is kept") {
  auto saved = to_value(layers::Normalization({.axis = -1})).as_object();
  saved["build_config"] = Object{{"input_shape", List{10, 4}}};
  CHECK(to_value(read_layer(saved)) == Value(saved));
}

}  // namespace
}  // namespace keras
