#include "keras/graph/evaluate.hpp"

#include <unordered_map>

#include "keras/compiler/program.hpp"
#include "keras/runtime/number.hpp"

namespace keras::graph {
namespace {

struct Use {
  std::shared_ptr<Node> node;
  long inputs = 0;  ///< How often it is an input of the others.
};

/// The nodes to compute for `roots`.
std::unordered_map<const Node*, Use> uncomputed(const std::vector<Tensor>& roots) {
  std::unordered_map<const Node*, Use> uses;
  std::vector<Node*> pending;
  const auto visit = [&](const Tensor& tensor, long inputs) {
    const auto& node = tensor.node();
    if (node->computed() || node->kind != Node::Kind::operation) return;
    const auto [at, added] = uses.try_emplace(node.get(), Use{node, 0});
    at->second.inputs += inputs;
    if (added) pending.push_back(node.get());
  };
  for (const auto& root : roots) visit(root, 0);
  while (!pending.empty()) {
    const auto* node = pending.back();
    pending.pop_back();
    for (const auto& input : node->inputs) visit(input, 1);
  }
  return uses;
}

/// A number as a tensor with memory.
void store_scalar(const Tensor& tensor) {
  auto& node = *tensor.node();
  auto buffer = std::make_shared<runtime::Buffer>(16);
  runtime::write_number(node.scalar, tensor.dtype(), buffer->data());
  node.values = {{std::move(buffer)}};
}

/// The outputs of the nodes that are asked for, and of those that somebody outside still holds:
/// these would be computed again otherwise.
std::vector<Tensor> worth_keeping(const std::vector<Tensor>& roots) {
  const auto uses = uncomputed(roots);
  std::vector<Tensor> kept;
  for (const auto& [address, use] : uses) {
    bool wanted = use.node.use_count() - 1 > use.inputs;
    for (const auto& root : roots) wanted |= root.node() == use.node;
    if (!wanted) continue;
    for (std::size_t i = 0; i < use.node->specs.size(); ++i)
      kept.emplace_back(use.node, static_cast<int>(i));
  }
  return kept;
}

}  // namespace

void evaluate(const std::vector<Tensor>& tensors) {
  const TracePause pause;
  std::vector<Tensor> roots;
  for (const auto& tensor : tensors) {
    if (tensor.node()->computed()) continue;
    if (tensor.node()->kind == Node::Kind::scalar) {
      store_scalar(tensor);
    } else {
      roots.push_back(tensor);
    }
  }
  if (roots.empty()) return;
  // A symbolic or traced root has no value; lowering says so, with its name.
  auto kept = worth_keeping(roots);
  if (kept.empty()) kept = roots;
  const compiler::Program program({.arguments = {}, .results = kept, .updates = {}});
  const auto results = program({});
  for (std::size_t i = 0; i < kept.size(); ++i) {
    auto& values = kept[i].node()->values;
    values.resize(kept[i].node()->specs.size());
    values[static_cast<std::size_t>(kept[i].output())] = results[i].node()->values[0];
  }
}

}  // namespace keras::graph
