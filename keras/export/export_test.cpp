#include <doctest/doctest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "keras/core/refusal_test.hpp"
#include "keras/export/onnx_file.hpp"
#include "keras/export/protobuf.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/embedding.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/definition.hpp"
#include "keras/layers/preprocessing/string_lookup.hpp"
#include "keras/layers/reshaping/flatten.hpp"
#include "keras/layers/rnn/lstm.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::onnx {
namespace {

/// A message read back: the fields in their order.
class Decoded {
 public:
  struct Field {
    int number;
    std::int64_t integer;
    std::string bytes;
  };

  explicit Decoded(const std::string& bytes) : bytes_(bytes) {
    while (at_ < bytes_.size()) {
      const auto tag = varint();
      const auto value = varint();
      const bool is_integer = (tag & 7) == 0;
      REQUIRE((is_integer || (tag & 7) == 2));
      fields.push_back({static_cast<int>(tag >> 3), static_cast<std::int64_t>(value),
                        is_integer ? "" : bytes_.substr(at_, value)});
      if (!is_integer) at_ += value;
      REQUIRE(at_ <= bytes_.size());
    }
  }

  std::vector<Field> all(int number) const {
    std::vector<Field> found;
    for (const auto& field : fields)
      if (field.number == number) found.push_back(field);
    return found;
  }
  Decoded message(int number) const { return Decoded(all(number).at(0).bytes); }
  std::string text(int number) const { return all(number).at(0).bytes; }
  std::int64_t integer(int number) const { return all(number).at(0).integer; }
  std::vector<std::string> texts(int number) const {
    std::vector<std::string> found;
    for (const auto& field : all(number)) found.push_back(field.bytes);
    return found;
  }

  std::vector<Field> fields;

 private:
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_.at(at_++));
      value |= std::uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return value;
    }
  }

  std::string bytes_;
  std::size_t at_ = 0;
};

Tensor tensor_of(const Decoded& tensor) {
  Shape shape;
  for (const auto& dim : tensor.all(1)) shape.push_back(dim.integer);
  const auto bytes = tensor.text(9);
  if (tensor.integer(2) == 1) {
    std::vector<float> values(bytes.size() / sizeof(float));
    std::memcpy(values.data(), bytes.data(), bytes.size());
    return {values, shape};
  }
  REQUIRE(tensor.integer(2) == 7);
  std::vector<std::int64_t> values(bytes.size() / sizeof(std::int64_t));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return {values, shape};
}

/// Computes a graph of few kinds of nodes, as the standard of ONNX says.
class Interpreter {
 public:
  explicit Interpreter(const Decoded& graph) : graph_(graph) {
    for (const auto& constant : graph.texts(5))
      values_[Decoded(constant).text(8)] = tensor_of(Decoded(constant));
  }

  Tensor run(const Tensor& x) {
    values_[Decoded(graph_.text(11)).text(1)] = x;
    for (const auto& bytes : graph_.texts(1)) {
      const Decoded node(bytes);
      std::vector<Tensor> inputs;
      for (const auto& name : node.texts(1)) inputs.push_back(values_.at(name));
      values_[node.text(2)] = result(node.text(4), inputs);
    }
    return values_.at(Decoded(graph_.text(12)).text(1));
  }

 private:
  static Tensor result(const std::string& op, const std::vector<Tensor>& x) {
    if (op == "MatMul") return ops::matmul(x[0], x[1]);
    if (op == "Add") return x[0] + x[1];
    if (op == "Max") return ops::maximum(x[0], x[1]);
    if (op == "Reshape") return x[0].reshape(Shape(x[1].to_vector<std::int64_t>()));
    REQUIRE(op == "Identity");
    return x[0];
  }

  Decoded graph_;
  std::map<std::string, Tensor> values_;
};

Decoded exported(const Model& model, const std::vector<Spec>& signature = {}) {
  return Decoded(
      file_of(model, signature.empty() ? model.implementation().input_specs() : signature));
}

std::vector<std::string> kinds(const Decoded& graph) {
  std::vector<std::string> kinds;
  for (const auto& node : graph.texts(1)) kinds.push_back(Decoded(node).text(4));
  return kinds;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Counts its calls.
struct Counter {
  Variable calls = 0.0;

  Tensor call(const Tensor& x) {
    calls.assign_add(1);
    return x + calls;
  }
};

}  // namespace

TEST_CASE("messages have the bytes of Protocol Buffers") {
  protobuf::Message inner, message;
  inner.integer(1, 150);
  message.bytes(2, "testing");
  message.message(3, inner);
  message.integer(4, -1);
  CHECK(inner.encoded() == "\x08\x96\x01");
  CHECK(message.encoded() ==
        "\x12\x07testing\x1a\x03\x08\x96\x01\x20\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST_CASE("an ONNX file computes what the model predicts, for batches of any size") {
  const Sequential model({Input({2, 3}, {.name = "image"}), layers::Flatten(),
                          layers::Dense(5, {.activation = "relu", .bias_initializer = "normal"}),
                          layers::Dense(2, {.name = "scores"})},
                         {.name = "tiny"});
  const auto file = exported(model);
  CHECK(file.integer(1) == 8);
  CHECK(file.message(8).integer(2) == 17);
  const auto graph = file.message(7);
  CHECK(graph.text(2) == "tiny");
  CHECK(Decoded(graph.text(11)).text(1) == "image");
  CHECK(Decoded(graph.text(12)).text(1) == "scores");
  const auto type = graph.message(11).message(2).message(1);
  CHECK(type.integer(1) == 1);
  const auto dims = type.message(2).texts(1);
  REQUIRE(dims.size() == 3);
  CHECK(Decoded(dims[0]).text(2) == "batch");
  CHECK(Decoded(dims[2]).integer(1) == 3);
  for (const int rows : {1, 4}) {
    const auto x = ops::reshape(ops::linspace(-1, 1, {.num = rows * 6}), {rows, 2, 3});
    const auto difference = Interpreter(graph).run(x) - model.predict(x, {.verbose = 0});
    CHECK(float(ops::max(ops::abs(difference))) <= 1e-6f);
  }
}

TEST_CASE("softmax is a node of ONNX, gelu several") {
  const Sequential model({Input({3}), layers::Dense(4, {.activation = "gelu"}),
                          layers::Dense(2, {.activation = "softmax"})});
  const auto names = kinds(exported(model).message(7));
  CHECK(contains(names, "Softmax"));
  CHECK(contains(names, "Erf"));
}

TEST_CASE("weights are constants of an ONNX file under their paths") {
  const Sequential model({Input({3}), layers::Dense(2, {.name = "head"})});
  for (const auto& constant : exported(model).message(7).texts(5)) {
    const Decoded tensor(constant);
    if (tensor.text(8) != "head/kernel") continue;
    CHECK(tensor_of(tensor).to_vector<float>() == model.get_weights()[0].to_vector<float>());
    return;
  }
  FAIL("there is no constant head/kernel");
}

TEST_CASE("a recurrent layer becomes one loop") {
  const Sequential model({Input({6, 3}), layers::LSTM(4)});
  const auto graph = exported(model).message(7);
  CHECK(contains(kinds(graph), "Scan"));
  for (const auto& node : graph.texts(1)) {
    if (Decoded(node).text(4) != "Scan") continue;
    const auto body = Decoded(Decoded(node).texts(5).at(0)).message(6);
    CHECK(contains(kinds(body), "Sigmoid"));
    CHECK(body.all(11).size() == 4);  // h, c, a step of the sequence, whether it counts
    CHECK(body.all(12).size() == 4);  // h and c, for the next step and for the result
  }
}

TEST_CASE("an input of fixed batch size has it in the file") {
  const Sequential model({Input({3}), layers::Dense(2)});
  const auto type = exported(model, {{{4, 3}, "float32"}}).message(7).message(11).message(2);
  CHECK(Decoded(type.message(1).message(2).texts(1).at(0)).integer(1) == 4);
}

TEST_CASE("what ONNX cannot say is refused by name") {
  const auto reason = [](const Model& model) {
    return refusal([&] { model.export_to("never.onnx", {.verbose = false}); });
  };
  const auto x = Input({3});
  CHECK(reason(Model(x, ops::erfinv(x), {.name = "m"})) ==
        "export_to: model 'm' has no form in ONNX: ops.erfinv: ONNX has no form of it (opset 17)");
  CHECK(reason(Model(x, x - ops::mean(x, {.axis = 0}), {.name = "m"})) ==
        "export_to: model 'm' has no form in ONNX: what it computes depends on the size of the "
        "batch, which ONNX cannot say");
  const auto text = Input({1}, {.dtype = "string"});
  CHECK(reason(Model(text, layers::StringLookup({.vocabulary = {"a"}})(text), {.name = "m"})) ==
        "export_to: model 'm' has no form in ONNX: values of dtype string have no form in ONNX");
  CHECK(reason(Sequential({layers::Dense(2)})) ==
        "export_to: the model does not know its inputs; give input_signature");
  CHECK(reason(Sequential({Input({None}), layers::Embedding(5, 2)})) ==
        "export_to: all lengths but the first must be known; received the input (None, None): "
        "give input_signature");
  CHECK(reason(Sequential({Input({3}), Layer(Counter{})}, {.name = "m"})) ==
        "export_to: model 'm' has no form in ONNX: it changes the variable 'counter/calls' "
        "when it predicts");
}

TEST_CASE("export_to refuses what it cannot write") {
  const Sequential model({Input({3}), layers::Dense(2)});
  const auto refused = [&](const ExportOptions& options) {
    return refusal([&] { model.export_to("never.onnx", options); });
  };
  CHECK(refused({.format = "tf_saved_model"}) ==
        "export_to: format must be 'onnx'; received 'tf_saved_model', which belongs to another "
        "framework");
  CHECK(refused({.format = "onx"}) == "export_to: format must be 'onnx'; received 'onx'");
  CHECK(refused({.opset_version = 18}) ==
        "export_to: opset_version must be 17; received opset_version=18");
  CHECK(refused({.input_signature = {{{1, 3}}, {{1, 3}}}}) ==
        "export_to: input_signature must have a spec for each of 1 inputs; received 2");
}

TEST_CASE("export_to writes the file") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("keras_export_" + std::to_string(::getpid()) + ".onnx");
  const Sequential model({Input({3}), layers::Dense(2)});
  model.export_to(path, {.format = "onnx", .verbose = false});
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  std::filesystem::remove(path);
  CHECK(bytes == file_of(model, model.implementation().input_specs()));
}

}  // namespace keras::onnx
