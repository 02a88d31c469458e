// Evaluation of each operation in a program of its own: what fused programs are compared with.
#pragma once
#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <unordered_map>

#include "keras/compiler/program.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/node.hpp"
#include "keras/graph/op.hpp"

namespace keras {

class StepByStep {
 public:
  /// Takes `value` for the placeholder or variable `leaf`.
  void give(const Tensor& leaf, const Tensor& value) { given_[leaf.node().get()] = value; }

  /// A tensor like `tensor`, computed without any fusion.
  Tensor operator()(const Tensor& tensor) {
    const auto& node = *tensor.node();
    const auto given = given_.find(&node);
    if (given != given_.end()) return given->second;
    if (node.kind != graph::Node::Kind::operation) return tensor;
    auto& outputs = computed_[&node];
    if (outputs.empty()) {
      std::vector<Tensor> inputs;
      for (const auto& input : node.inputs) inputs.push_back((*this)(input));
      auto results = graph::record(node.op, inputs);
      graph::evaluate(results);
      computed_[&node] = outputs = results;
    }
    return computed_[&node][static_cast<std::size_t>(tensor.output())];
  }

 private:
  std::unordered_map<const graph::Node*, Tensor> given_;
  std::unordered_map<const graph::Node*, std::vector<Tensor>> computed_;
};

/// Whether both hold the same bits, any NaN being equal to any other.
inline bool same_bits(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape() || a.dtype() != b.dtype()) return false;
  return visit_dtype(a.dtype(), [&](auto zero) {
    using T = decltype(zero);
    const auto x = a.data<T>(), y = b.data<T>();
    for (std::size_t i = 0; i < x.size(); ++i) {
      const bool nan = x[i] != x[i] && y[i] != y[i];
      if (!nan && std::memcmp(&x[i], &y[i], sizeof(T)) != 0) return false;
    }
    return true;
  });
}

/// What a program computes.
using Body = std::function<std::vector<Tensor>(const std::vector<Tensor>&)>;

/// `body` compiled for arguments like `examples`.
inline compiler::Program compiled(const std::vector<Tensor>& examples, const Body& body) {
  graph::Trace trace;
  compiler::Traced traced;
  for (const auto& example : examples)
    traced.arguments.push_back(graph::placeholder(example.spec()));
  traced.results = body(traced.arguments);
  traced.updates = trace.updates();
  return compiler::Program(traced);
}

/// The results for `arguments` of `body`, and the same step by step.
inline void check_same(const std::vector<Tensor>& arguments, const Body& body) {
  const auto fused = compiled(arguments, body)(arguments);
  StepByStep step_by_step;
  const auto alone = body(arguments);
  REQUIRE(fused.size() == alone.size());
  for (std::size_t i = 0; i < fused.size(); ++i) {
    CAPTURE(i);
    CHECK(same_bits(fused[i], step_by_step(alone[i])));
  }
}

}  // namespace keras
