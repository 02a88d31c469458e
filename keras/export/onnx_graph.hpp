// Internal: graphs of ONNX nodes, and their form in files.
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "keras/export/protobuf.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::onnx {

/// The version of ONNX's standard operators that graphs are made of.
inline constexpr int opset_version = 17;

/// A length of a tensor: `scale` times the size of the batch, plus `offset`.
struct Dim {
  std::int64_t scale = 0, offset = 0;
  bool fixed() const { return scale == 0; }
  friend bool operator==(const Dim&, const Dim&) = default;
};
using Dims = std::vector<Dim>;

class Graph;
using Integers = std::vector<std::int64_t>;
using Attribute = std::variant<std::int64_t, Integers, std::shared_ptr<const Graph>>;
using Attributes = std::vector<std::pair<const char*, Attribute>>;
using Names = std::vector<std::string>;

/// The number that ONNX gives a dtype; an error when it has none.
int data_type(DType dtype);

/// Nodes in the order in which they are computed. Values go by name.
class Graph {
 public:
  /// `prefix` keeps the names apart from those of the graph around this one.
  explicit Graph(std::string prefix = "") : prefix_(std::move(prefix)) {}

  /// A name that is not in use, which begins with `stem`.
  std::string new_name(const std::string& stem);
  /// A node with one output, whose name is returned.
  std::string add(const char* op, Names inputs, Attributes attributes = {});
  Names add(const char* op, int outputs, Names inputs, Attributes attributes = {});
  /// The value of `from` under `name`.
  void add_name(const std::string& name, const std::string& from);

  std::string constant(const std::string& name, const Tensor& tensor);
  std::string constant(const Tensor& tensor) { return constant(new_name("constant"), tensor); }
  /// A vector of int64; equal ones are kept once.
  std::string integers(const Integers& values);
  /// One number of a dtype as a scalar; likewise.
  std::string number(double value, DType dtype);

  void input(const std::string& name, DType dtype, const Dims* dims = nullptr);
  void output(const std::string& name, DType dtype, const Dims* dims = nullptr);

  /// A GraphProto.
  protobuf::Message message(const std::string& name) const;

 private:
  std::string prefix_;
  std::int64_t names_ = 0;
  std::vector<protobuf::Message> nodes_, constants_, inputs_, outputs_;
  std::map<Integers, std::string> integers_;
  std::map<std::pair<double, int>, std::string> numbers_;
};

/// A whole file: a ModelProto.
std::string file_of(const Graph& graph, const std::string& name);

}  // namespace keras::onnx
