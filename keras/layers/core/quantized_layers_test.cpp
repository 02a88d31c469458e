// Quantized layers against Keras: tests/golden/quantized.json, written by
// tools/golden_quantized.py.
#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/core/refusal_test.hpp"
#include "keras/layers.hpp"
#include "keras/layers/golden_arrays_test.hpp"
#include "keras/models.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

using namespace golden;

const Object& golden_file() {
  static const Value file = read(KERAS_GOLDEN "/quantized.json");
  return file.as_object();
}

Layer built(const Value& saved, const Shape& input) {
  const auto layer = deserialize<Layer>(saved);
  layer.build({input});
  return layer;
}

void assign(const Variables& variables, const Value& values) {
  const auto given = tensors_of(values);
  REQUIRE(variables.size() == given.size());
  for (std::size_t i = 0; i < given.size(); ++i) variables[i].assign(given[i]);
}

std::vector<Tensor> stored(const Layer& layer) {
  std::vector<Tensor> values;
  for (const auto& variable : layer.impl()->saved_variables()) {
    const auto& adapted = variable.slot()->adapted;
    values.push_back(adapted ? ops::cast(adapted(variable), variable.dtype()) : variable.value());
  }
  return values;
}

void enable_lora(const Layer& layer, const Value& matrices) {
  const auto given = tensors_of(matrices);
  const int rank = static_cast<int>(given[1].shape()[0]);
  const auto enable = [&](const auto& typed) { typed.enable_lora(rank); };
  if (layer.class_name() == "Dense") enable(static_cast<const Dense&>(layer));
  if (layer.class_name() == "EinsumDense") enable(static_cast<const EinsumDense&>(layer));
  if (layer.class_name() == "Embedding") enable(static_cast<const Embedding&>(layer));
  std::size_t next = 0;
  for (const auto& variable : layer.variables())
    if (variable.name().starts_with("lora_")) variable.assign(given[next++]);
}

void check_call(const Layer& layer, const Object& record) {
  const auto x = tensor_of(record.at("inputs"));
  CallOptions call;
  for (const auto& [name, value] : record.at("arguments").as_object())
    call.arguments.set(name, value);
  const auto want = tensor_of(record.at("output"));
  const auto y = layer(x, call);
  CHECK(difference(y, want, tolerance(layer.compute_dtype())) == "");
  if (const auto* gradient_of_x = record.find("gradient"))
    CHECK(difference(gradient(ops::sum(y * y), x), tensor_of(*gradient_of_x), 1e-4) == "");
}

TEST_CASE("quantized layers answer as Keras's do") {
  for (const auto& item : golden_file().at("layers").as_list()) {
    const auto& record = item.as_object();
    INFO(to_json(record.at("saved")));
    Shape shape;
    from_value(record.at("shape"), shape);
    const auto layer = built(record.at("layer"), shape);
    assign(layer.variables(), record.at("weights"));
    layer.quantize(deserialize<QuantizationConfig>(record.at("config")));
    CHECK(to_value(layer) == record.at("saved"));
    if (!record.at("lora").is_null()) enable_lora(layer, record.at("lora"));
    CHECK(differences(stored(layer), record.at("stored")) == "");
    check_call(layer, record);
    if (!record.at("lora").is_null()) continue;
    const auto again = built(record.at("saved"), shape);
    assign(again.impl()->saved_variables(), record.at("stored"));
    check_call(again, record);
  }
}

TEST_CASE("float8 gradients carry the next scales as in Keras") {
  for (const auto& item : golden_file().at("training").as_list()) {
    const auto& record = item.as_object();
    INFO(to_json(record.at("layer")));
    const auto x = tensor_of(record.at("inputs"));
    const auto layer = built(record.at("layer"), x.shape());
    const auto variables = layer.trainable_variables();
    assign(variables, record.at("weights"));
    for (std::size_t i = 0; i < variables.size(); ++i)
      CHECK(variables[i].name() == record.at("variables").as_list()[i].as_string());
    const auto y = ops::cast(layer(x, {.training = true}), "float32");
    const auto found = gradients(ops::sum(y * y), variables);
    const auto wanted = tensors_of(record.at("gradients"));
    const double close = layer.compute_dtype() == DType::bfloat16 ? 2e-2 : 1e-4;
    for (std::size_t i = 0; i < wanted.size(); ++i)
      CHECK(difference(ops::cast(found[i], "float32"), ops::cast(wanted[i], "float32"), close) ==
            "");
  }
}

TEST_CASE("quantized layers: what is refused, and how") {
  const Dense unbuilt(2);
  CHECK(refusal([&] {
          unbuilt.quantize("int8");
        }).ends_with("the layer must be built before it is quantized"));
  const auto x = ops::ones({1, 3});
  const Dense layer(2);
  layer(x);
  CHECK(refusal([&] {
          layer.quantize({});
        }).ends_with("quantize needs a mode or a config; received None"));
  layer.quantize("int8");
  CHECK(refusal([&] { layer.quantize("int8"); })
            .ends_with("the layer can be quantized once; its dtype policy is "
                       "'int8_from_float32'"));
  const Layer without_weights[] = {Dropout(0.5, {.dtype = "int8_from_float32"}),
                                   ReLU({.dtype = "int8_from_float32"}),
                                   Flatten({.dtype = "int8_from_float32"})};
  for (const auto& each : without_weights)
    CHECK(refusal([&] {
            each(x);
          }).ends_with("there is no quantized form of this layer; received mode='int8'"));
  CHECK(refusal([&] {
          EinsumDense("...a,ab->...b", {2}, {.dtype = "int8_from_float32"})(x);
        }).ends_with("there is no quantized form of this layer; received mode='int8'"));
  CHECK(refusal([&] {
          Dense(2, {.lora_rank = 1, .dtype = "float8_from_float32"})(x);
        }).ends_with("a kernel in float8 cannot be adapted; received dtype='float8_from_float32'"));
  CHECK(refusal([&] {
          const Dense wrong(2);
          wrong(x);
          wrong.quantize(quantizers::Int8QuantizationConfig(
              {.weight_quantizer = quantizers::AbsMaxQuantizer()}));
        })
            .ends_with("the weight quantizer must give scales of shape (1, 2); "
                       "received shape (3, 1)"));
  CHECK(refusal([&] {
          Embedding(2, 1, {.weights = ops::ones({2, 1}), .dtype = "int8_from_float32"});
        }) ==
        "layers.Embedding: weights must be None where the dtype policy quantizes; received "
        "dtype='int8_from_float32'");
}

TEST_CASE("a model quantizes the layers whose names pass") {
  const auto input = Input({3});
  const Dense first(4, {.name = "first"}), second(2, {.name = "second"});
  const Model model(input, second(first(input)));
  const auto before = model.predict(ops::ones({2, 3}));
  model.quantize("int8", {.filters = {"^f"}});
  CHECK(first.dtype_policy().name() == "int8_from_float32");
  CHECK(second.dtype_policy().name() == "float32");
  const auto change = ops::max(ops::abs(model.predict(ops::ones({2, 3})) - before));
  CHECK(double(change) > 0);
  CHECK(double(change) < 0.1);
}

}  // namespace
}  // namespace keras::layers
