#include "keras/export/onnx_operation.hpp"

#include "keras/core/error.hpp"

namespace keras::onnx {
namespace {

/// What one step makes of the states before it and of its part of the sequence.
using Step = std::function<Names(Graph& body, const Names& states, const std::string& x)>;

/// Runs `step` along axis 1 of the first input; steps that the mask leaves out keep the states. The
/// states after each step, along axis 1.
Names write_sequence(const Operation& operation, const Names& first_states, const std::string& mask,
                     const Step& step) {
  auto& graph = operation.graph;
  const auto count = static_cast<std::int64_t>(first_states.size());
  const auto prefix = graph.new_name("steps") + "/";
  auto body = std::make_shared<Graph>(prefix);
  Names states, inputs = first_states;
  for (std::int64_t i = 0; i < count; ++i) states.push_back(body->new_name("state"));
  const auto x = prefix + "x", kept = prefix + "kept";
  for (const auto& state : states) body->input(state, DType::float32);
  body->input(x, DType::float32);
  body->input(kept, DType::boolean);
  const auto next = step(*body, states, x);
  const auto row = body->add("Unsqueeze", {kept, body->integers({1})});
  Names after;
  for (std::size_t i = 0; i < states.size(); ++i)
    after.push_back(body->add("Where", {row, next[i], states[i]}));
  for (const auto& state : after) body->output(state, DType::float32);
  for (const auto& state : after) body->output(body->add("Identity", {state}), DType::float32);
  inputs.push_back(operation.input(0)), inputs.push_back(mask);
  auto outputs = graph.add("Scan", 2 * static_cast<int>(count), inputs,
                           {{"body", std::shared_ptr<const Graph>(body)},
                            {"num_scan_inputs", std::int64_t{2}},
                            {"scan_input_axes", Integers{1, 1}},
                            {"scan_output_axes", Integers(first_states.size(), 1)}});
  return {outputs.begin() + count, outputs.end()};
}

/// The parts of equal width of the last axis of a matrix.
Names parts_of(Graph& graph, int count, const std::string& matrix) {
  return graph.add("Split", count, {matrix}, {{"axis", std::int64_t{1}}});
}

}  // namespace

Names write_lstm(const Operation& o) {
  const auto step = [&](Graph& g, const Names& states, const std::string& x) -> Names {
    const auto gates = parts_of(g, 4, g.add("Add", {x, g.add("MatMul", {states[0], o.input(3)})}));
    const auto sigmoid = [&](std::size_t i) { return g.add("Sigmoid", {gates[i]}); };
    const auto added = g.add("Mul", {sigmoid(0), g.add("Tanh", {gates[2]})});
    const auto c = g.add("Add", {g.add("Mul", {sigmoid(1), states[1]}), added});
    return {g.add("Mul", {sigmoid(3), g.add("Tanh", {c})}), c};
  };
  auto names = write_sequence(o, {o.input(1), o.input(2)}, o.input(4), step);
  names.resize(o.outputs.size());
  return names;
}

Names write_gru(const Operation& o) {
  const auto step = [&](Graph& g, const Names& states, const std::string& x) -> Names {
    const auto& h = states[0];
    const auto product = g.add("Add", {g.add("MatMul", {h, o.input(2)}), o.input(3)});
    const auto outer = parts_of(g, 3, x), inner = parts_of(g, 3, product);
    const auto gate = [&](std::size_t i) {
      return g.add("Sigmoid", {g.add("Add", {outer[i], inner[i]})});
    };
    const auto z = gate(0), r = gate(1);
    const auto candidate = g.add("Tanh", {g.add("Add", {outer[2], g.add("Mul", {r, inner[2]})})});
    const auto rest = g.add("Sub", {g.number(1, DType::float32), z});
    return {g.add("Add", {g.add("Mul", {z, h}), g.add("Mul", {rest, candidate})})};
  };
  auto names = write_sequence(o, {o.input(1)}, o.input(4), step);
  names.resize(o.outputs.size());
  return names;
}

Names write_simple_rnn(const Operation& o) {
  const auto step = [&](Graph& g, const Names& states, const std::string& x) -> Names {
    return {g.add("Tanh", {g.add("Add", {x, g.add("MatMul", {states[0], o.input(2)})})})};
  };
  auto names = write_sequence(o, {o.input(1)}, o.input(3), step);
  names.resize(o.outputs.size());
  return names;
}

}  // namespace keras::onnx
