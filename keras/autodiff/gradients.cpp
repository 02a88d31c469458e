#include "keras/autodiff/gradients.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "keras/core/error.hpp"
#include "keras/graph/node.hpp"
#include "keras/graph/op.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

using graph::Node;
using Key = std::pair<const Node*, int>;

Key key(const Tensor& tensor) { return {tensor.node().get(), tensor.output()}; }

/// The nodes between `y` and `xs`, later ones first.
class Between {
 public:
  Between(const Tensor& y, const std::vector<Tensor>& xs) {
    for (const auto& x : xs) depends_[x.node().get()] = true;
    std::vector<Tensor> pending = {y};
    std::unordered_map<const Node*, bool> seen;
    std::vector<std::shared_ptr<Node>> all;
    while (!pending.empty()) {
      const auto node = pending.back().node();
      pending.pop_back();
      if (std::exchange(seen[node.get()], true)) continue;
      all.push_back(node);
      for (const auto& input : node->inputs) pending.push_back(input);
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->id < b->id; });
    for (const auto& node : all) {
      for (const auto& input : node->inputs) depends_[node.get()] |= depends_[input.node().get()];
      if (depends_[node.get()]) nodes_.push_back(node);
    }
    std::reverse(nodes_.begin(), nodes_.end());
  }

  const std::vector<std::shared_ptr<Node>>& nodes() const { return nodes_; }
  bool depends(const Tensor& tensor) const {
    const auto at = depends_.find(tensor.node().get());
    return at != depends_.end() && at->second;
  }

 private:
  std::unordered_map<const Node*, bool> depends_;
  std::vector<std::shared_ptr<Node>> nodes_;
};

class Backward {
 public:
  Backward(const Tensor& y, const std::vector<Tensor>& xs) : between_(y, xs) {
    add(y, ops::ones_like(y));
    for (const auto& node : between_.nodes())
      if (node->op) step(*node, outputs_of(node));
  }

  Tensor of(const Tensor& x) const {
    const auto at = found_.find(key(x));
    return at == found_.end() ? Tensor() : at->second;
  }

 private:
  static std::vector<Tensor> outputs_of(const std::shared_ptr<Node>& node) {
    std::vector<Tensor> outputs;
    for (std::size_t i = 0; i < node->specs.size(); ++i)
      outputs.emplace_back(node, static_cast<int>(i));
    return outputs;
  }

  void add(const Tensor& tensor, const Tensor& part) {
    auto& sum = found_[key(tensor)];
    sum = sum.defined() ? ops::add(sum, part) : part;
  }

  void step(const Node& node, const std::vector<Tensor>& outputs) {
    std::vector<Tensor> gradients;
    for (const auto& output : outputs) gradients.push_back(of(output));
    const bool reached =
        std::any_of(gradients.begin(), gradients.end(), [](const auto& g) { return g.defined(); });
    if (!reached) return;
    for (std::size_t i = 0; i < outputs.size(); ++i)
      if (!gradients[i].defined()) gradients[i] = ops::zeros_like(outputs[i]);
    const auto parts = node.op->vjp(node.inputs, outputs, gradients);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto& input = node.inputs[i];
      const auto dtype = input.dtype();
      const bool continuous = dtype.is_floating() || dtype.is_complex();
      if (parts[i].defined() && between_.depends(input) && continuous) add(input, parts[i]);
    }
  }

  Between between_;
  std::map<Key, Tensor> found_;
};

}  // namespace

std::vector<Tensor> gradients(const Tensor& y, const std::vector<Tensor>& xs) {
  if (!y.dtype().is_floating())
    fail("gradients: y must be of a floating-point dtype; received ", y.dtype());
  const Backward backward(y, xs);
  std::vector<Tensor> result;
  for (const auto& x : xs) result.push_back(backward.of(x));
  return result;
}

std::vector<Tensor> gradients(const Tensor& y, const Variables& variables) {
  std::vector<Tensor> values;
  for (const auto& variable : variables) values.push_back(variable.value());
  return gradients(y, values);
}

Tensor gradient(const Tensor& y, const Tensor& x) {
  const auto result = gradients(y, std::vector<Tensor>{x})[0];
  if (!result.defined()) fail("gradient: y does not depend on x");
  return result;
}

}  // namespace keras
