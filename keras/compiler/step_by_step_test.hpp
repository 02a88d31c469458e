// Evaluation of each operation in a program of its own: what fused programs are compared with.
#pragma once
#include <cstring>
#include <unordered_map>

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

}  // namespace keras
