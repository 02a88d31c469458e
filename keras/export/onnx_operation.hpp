// Internal: how each operation of the engine is said in ONNX.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/export/onnx_graph.hpp"
#include "keras/graph/op.hpp"

namespace keras::onnx {

/// A value of the graph that is written.
struct Operand {
  std::string name = {};
  DType dtype = {};
  Dims dims = {};
  int rank() const { return static_cast<int>(dims.size()); }
};

/// One operation, with the lengths that depend on the size of the batch told apart.
struct Operation {
  Graph& graph;
  std::string_view name;
  graph::Trait trait;
  std::vector<Operand> inputs;
  std::vector<Operand> outputs;  ///< Without names.
  Object attributes;
  bool attributes_vary = false;  ///< Whether they depend on the size of the batch.
  /// The name of an int64 vector of lengths.
  std::function<std::string(const Dims&)> lengths = {};

  const std::string& input(std::size_t i) const { return inputs.at(i).name; }
  Names all_inputs() const {
    Names names;
    for (const auto& input : inputs) names.push_back(input.name);
    return names;
  }
};

/// Writes the nodes of an operation; the names of its outputs, "" for those that cannot be told.
/// An error when ONNX cannot say it.
Names write(const Operation& operation);

/// An error that ONNX has no form of the operation.
[[noreturn]] void fail_to_say(const Operation& operation);
/// An error that what the operation does depends on the size of the batch.
[[noreturn]] void fail_for_batch(const Operation& operation);

/// A length that must not depend on the size of the batch.
std::int64_t fixed(const Operation& operation, const Dim& dim);
/// An attribute that is a number, or a list of numbers.
std::int64_t integer(const Object& attributes, std::string_view key);
Integers integers(const Object& attributes, std::string_view key);
/// The elements of `x` converted.
std::string cast(Graph& graph, const std::string& x, DType dtype);
/// The first of the lengths, as an int32 scalar.
std::string length_as_number(Graph& graph, const std::string& lengths);

/// A function of elements.
std::string write_pointwise(const Operation& operation, runtime::Tile tile);

/// Windows that slide over images.
Names write_convolution(const Operation& operation);
Names write_transposed_convolution(const Operation& operation);
Names write_max_pool(const Operation& operation);
Names write_sum_pool(const Operation& operation);

/// Sequences of recurrent layers, each one loop.
Names write_lstm(const Operation& operation);
Names write_gru(const Operation& operation);
Names write_simple_rnn(const Operation& operation);

}  // namespace keras::onnx
