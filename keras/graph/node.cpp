#include "keras/graph/node.hpp"

#include <atomic>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/graph/op.hpp"

namespace keras::graph {

std::uint64_t Node::next_id() {
  static std::atomic<std::uint64_t> counter{0};
  return counter.fetch_add(1, std::memory_order_relaxed);
}

Node::~Node() {
  // A long chain of nodes would destroy itself recursively and overflow the stack: take apart, one
  // by one, the nodes that nobody else holds.
  std::vector<Tensor> pending = std::move(inputs);
  while (!pending.empty()) {
    const auto tensor = std::move(pending.back());
    pending.pop_back();
    if (!tensor.defined() || tensor.node().use_count() > 1) continue;
    auto& more = tensor.node()->inputs;
    for (auto& input : more) pending.push_back(std::move(input));
    more.clear();
  }
}

std::vector<Tensor> record(std::shared_ptr<const Op> op, std::vector<Tensor> inputs) {
  std::vector<Spec> specs;
  specs.reserve(inputs.size());
  for (const auto& input : inputs) {
    if (!input.defined()) fail("ops.", op->name(), ": an input must be a tensor; received None");
    if (input.node()->symbolic)
      fail("ops.", op->name(),
           ": this operation cannot be called on symbolic tensors; wrap it in a layer");
    specs.push_back(input.spec());
  }
  auto node = std::make_shared<Node>();
  node->specs = op->infer(specs);
  node->op = std::move(op);
  node->inputs = std::move(inputs);
  std::vector<Tensor> outputs;
  for (std::size_t i = 0; i < node->specs.size(); ++i)
    outputs.emplace_back(node, static_cast<int>(i));
  return outputs;
}

Spec pointwise_spec(const char* name, runtime::Tile tile, std::span<const Spec> inputs) {
  const auto path = text("ops.", name);
  Shape shape = inputs[0].shape;
  for (const auto& input : inputs.subspan(1)) shape = broadcast(shape, input.shape, path.c_str());
  using enum runtime::Tile;
  const bool truth =
      (tile >= equal && tile <= logical_xor) || (tile >= logical_not && tile <= isfinite);
  return {shape, truth ? DType::boolean : inputs.back().dtype};
}

}  // namespace keras::graph
