#include "keras/export/onnx_graph.hpp"

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"

namespace keras::onnx {
namespace {

using protobuf::Message;

constexpr int ir_version = 8;  // the one that came with these operators

struct AttributeMessage {
  Message operator()(std::int64_t value) const {
    message->integer(3, value);
    message->integer(20, 2);
    return *message;
  }
  Message operator()(const Integers& values) const {
    for (const auto value : values) message->integer(8, value);
    message->integer(20, 7);
    return *message;
  }
  Message operator()(const std::shared_ptr<const Graph>& graph) const {
    message->message(6, graph->message("body"));
    message->integer(20, 5);
    return *message;
  }
  Message* message;
};

Message message_of(const char* name, const Attribute& attribute) {
  Message message;
  message.bytes(1, name);
  return std::visit(AttributeMessage{&message}, attribute);
}

Message message_of(const std::string& name, DType dtype, const Shape& shape,
                   std::string_view bytes) {
  Message message;
  for (const auto length : shape.dims()) message.integer(1, length);
  message.integer(2, data_type(dtype));
  message.bytes(8, name);
  message.bytes(9, bytes);
  return message;
}

Message message_of(const Dims& dims) {
  Message shape;
  for (const auto& dim : dims) {
    Message length;
    if (dim.fixed()) length.integer(1, dim.offset);
    if (dim == Dim{1, 0}) length.bytes(2, "batch");
    shape.message(1, length);
  }
  return shape;
}

Message message_of(const std::string& name, DType dtype, const Dims* dims) {
  Message tensor, type, message;
  tensor.integer(1, data_type(dtype));
  if (dims) tensor.message(2, message_of(*dims));
  type.message(1, tensor);
  message.bytes(1, name);
  message.message(2, type);
  return message;
}

std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

int data_type(DType dtype) {
  static const std::map<DType::Kind, int> numbers = {
      {DType::float32, 1},  {DType::uint8, 2},    {DType::int8, 3},    {DType::uint16, 4},
      {DType::int16, 5},    {DType::int32, 6},    {DType::int64, 7},   {DType::boolean, 9},
      {DType::float16, 10}, {DType::float64, 11}, {DType::uint32, 12}, {DType::uint64, 13},
      {DType::bfloat16, 16}};
  const auto found = numbers.find(dtype.kind());
  if (found == numbers.end()) fail("values of dtype ", dtype, " have no form in ONNX");
  return found->second;
}

std::string Graph::new_name(const std::string& stem) { return text(prefix_, stem, "_", names_++); }

Names Graph::add(const char* op, int outputs, Names inputs, Attributes attributes) {
  Message node;
  Names names;
  for (const auto& input : inputs) node.bytes(1, input);
  for (int i = 0; i < outputs; ++i) node.bytes(2, names.emplace_back(new_name(op)));
  node.bytes(3, names[0]);
  node.bytes(4, op);
  for (const auto& [name, attribute] : attributes) node.message(5, message_of(name, attribute));
  nodes_.push_back(std::move(node));
  return names;
}

std::string Graph::add(const char* op, Names inputs, Attributes attributes) {
  return add(op, 1, std::move(inputs), std::move(attributes))[0];
}

void Graph::add_name(const std::string& name, const std::string& from) {
  Message node;
  node.bytes(1, from);
  node.bytes(2, name);
  node.bytes(3, name);
  node.bytes(4, "Identity");
  nodes_.push_back(std::move(node));
}

std::string Graph::constant(const std::string& name, const Tensor& tensor) {
  constants_.push_back(message_of(name, tensor.dtype(), tensor.shape(), text_of(tensor.bytes())));
  return name;
}

std::string Graph::integers(const Integers& values) {
  auto& name = integers_[values];
  return name.empty() ? name = constant(Tensor(values)) : name;
}

std::string Graph::number(double value, DType dtype) {
  auto& name = numbers_[{value, data_type(dtype)}];
  if (!name.empty()) return name;
  return name = constant(ops::cast(Tensor(std::vector<double>{value}, Shape()), dtype));
}

void Graph::input(const std::string& name, DType dtype, const Dims* dims) {
  inputs_.push_back(message_of(name, dtype, dims));
}

void Graph::output(const std::string& name, DType dtype, const Dims* dims) {
  outputs_.push_back(message_of(name, dtype, dims));
}

Message Graph::message(const std::string& name) const {
  Message graph;
  for (const auto& node : nodes_) graph.message(1, node);
  graph.bytes(2, name);
  for (const auto& constant : constants_) graph.message(5, constant);
  for (const auto& input : inputs_) graph.message(11, input);
  for (const auto& output : outputs_) graph.message(12, output);
  return graph;
}

std::string file_of(const Graph& graph, const std::string& name) {
  Message operators, file;
  operators.bytes(1, "");
  operators.integer(2, opset_version);
  file.integer(1, ir_version);
  file.bytes(2, "keras");
  file.message(7, graph.message(name));
  file.message(8, operators);
  return file.encoded();
}

}  // namespace keras::onnx
