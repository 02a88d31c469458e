// Every layer against Keras: tests/golden/layers/*.json, written by tools/golden_layers.py.
#include "keras/layers.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "keras/autodiff/gradients.hpp"
#include "keras/core/json.hpp"
#include "keras/layers/golden_arrays_test.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

using namespace golden;

/// The weights without the states of random generators.
Variables weights_of(const Layer& layer) {
  Variables weights;
  for (const auto& variable : layer.variables())
    if (variable.dtype() != DType::uint32) weights.push_back(variable);
  return weights;
}

std::vector<Tensor> values_of(const Variables& variables) {
  std::vector<Tensor> values;
  for (const auto& variable : variables) values.push_back(variable.value());
  return values;
}

Tensors structured(const std::vector<Tensor>& inputs) {
  return inputs.size() == 1 ? Tensors(inputs[0]) : Tensors(inputs);
}

void check_symbolic(const Layer& layer, const std::vector<Tensor>& inputs, const Object& record) {
  std::vector<Tensor> symbolic;
  for (const auto& x : inputs) symbolic.push_back(Input(x.shape().from(1), {.dtype = x.dtype()}));
  const auto y = layer(structured(symbolic));
  CHECK(to_json(to_value(y.shape())) == to_json(record.at("output_shape")));
  CHECK(y.dtype() == record.at("output").as_object().at("dtype").as_string());
}

void check_gradient(const Layer& layer, const std::vector<Tensor>& inputs, const CallOptions& call,
                    const Value& want) {
  const auto y = ops::cast(layer(structured(inputs), call), "float32");
  auto slope = gradients(ops::sum(y * y), std::vector<Tensor>{inputs[0]})[0];
  if (!slope.defined()) slope = ops::zeros_like(inputs[0]);
  CHECK(difference(slope, tensor_of(want), 1e-4) == "");
}

void check_case(const Object& record) {
  const auto& saved = record.at("layer");
  INFO(to_json(saved));
  const auto layer = deserialize<Layer>(saved);
  CHECK(to_json(to_value(layer).as_object().at("config")) != "");
  CHECK(to_value(layer).as_object().at("config") == saved.as_object().at("config"));
  const auto inputs = tensors_of(record.at("inputs"));
  check_symbolic(deserialize<Layer>(saved), inputs, record);

  std::vector<Shape> shapes;
  for (const auto& x : inputs) shapes.push_back(x.shape());
  layer.build(shapes);
  const auto variables = weights_of(layer);
  const auto given = tensors_of(record.at("weights"));
  REQUIRE(variables.size() == given.size());
  const auto reset = [&] {
    for (std::size_t i = 0; i < given.size(); ++i) variables[i].assign(given[i]);
  };
  CallOptions call{.training = record.at("training").as_bool()};
  if (!record.at("mask").is_null()) call.mask = tensor_of(record.at("mask"));
  reset();
  if (const auto* want = record.find("gradient")) check_gradient(layer, inputs, call, *want);
  reset();
  const LossCollector collected;
  const auto output = tensor_of(record.at("output"));
  CHECK(difference(layer(structured(inputs), call), output, tolerance(output.dtype())) == "");
  CHECK(differences(values_of(variables), record.at("weights_after")) == "");
  Tensor loss = 0.0;
  for (const auto& term : collected.losses()) loss = loss + term;
  for (const auto& variable : layer.trainable_variables())
    if (variable.slot()->regularizer) loss = loss + variable.slot()->regularizer(variable);
  CHECK(double(ops::cast(loss, "float32")) ==
        doctest::Approx(record.at("loss").as_number()).epsilon(1e-4));
}

TEST_CASE("slopes may be given by position") {
  const auto x = ops::array({-2.0, 2.0});
  CHECK(layers::LeakyReLU(0.25)(x).to_vector<float>() == std::vector<float>{-0.5F, 2});
  CHECK(float(layers::ELU(2.0)(x)[0]) == doctest::Approx(2 * (std::exp(-2.0) - 1)));
}

TEST_CASE("count_params adds up the elements of variables") {
  const layers::Dense dense(3);
  CHECK(utils::count_params(dense.variables()) == 0);
  dense.build({{1, 2}});
  CHECK(utils::count_params(dense.variables()) == 2 * 3 + 3);
}

TEST_CASE("layers answer as Keras's do") {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(KERAS_GOLDEN "/layers")) {
    const auto golden = read(entry.path());
    for (const auto& record : golden.as_object().at("cases").as_list())
      CHECK_NOTHROW(check_case(record.as_object()));
    ++files;
  }
  CHECK(files > 0);
}

TEST_CASE("a Discretization is saved without what Keras does not take") {
  const auto config = layers::Discretization({.bin_boundaries = {0.0, 1.0}}).get_config();
  CHECK_FALSE(config.contains("trainable"));
  CHECK(config.at("dtype") == Value("float32"));
}

TEST_CASE("layers that Keras builds when it makes them are saved without a build_config") {
  const auto x = Input({2, 3});
  const std::vector<Layer> made = {layers::Masking(),  layers::Activation("relu"),
                                   layers::ReLU(),     layers::Softmax(),
                                   layers::Identity(), layers::Dropout(0.5)};
  for (const auto& layer : made) {
    layer(x);
    CHECK_FALSE(to_value(layer).find("build_config"));
  }
  const layers::AdaptiveMaxPooling1D pooling(1);
  pooling(x);
  CHECK(to_value(pooling).find("build_config"));
}

}  // namespace
}  // namespace keras
