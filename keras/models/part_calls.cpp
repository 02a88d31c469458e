#include "keras/models/part_calls.hpp"

#include "keras/graph/symbolic.hpp"

namespace keras {

PartCalls::PartCalls(const Model& model) : nodes_(model.implementation().nodes()) {
  for (const auto& node : nodes_) known_.insert(node.get());
}

std::vector<std::shared_ptr<graph::Node>> PartCalls::of(const Model::Impl::Part& part) const {
  std::vector<std::shared_ptr<graph::Node>> calls;
  if (part.layer.defined()) {
    for (const auto& weak : part.layer.impl()->symbolic_calls)
      if (const auto node = weak.lock()) calls.push_back(node);
  } else {
    for (const auto& node : nodes_)
      if (&graph::call_at(*node) == part.operation) calls.push_back(node);
  }
  return calls;
}

std::vector<Tensor> PartCalls::symbolic_inputs(const graph::Node& node) {
  auto inputs = node.inputs;
  std::erase_if(inputs, [](const Tensor& t) { return !graph::is_symbolic(t); });
  return inputs;
}

std::string text_of_shapes(std::span<const Spec> specs) {
  std::vector<std::string> shapes;
  for (const auto& spec : specs) shapes.push_back(text(spec.shape));
  if (shapes.size() == 1) return shapes[0];
  const auto list = text(shapes);  // (a, b)
  return "[" + list.substr(1, list.size() - 2) + "]";
}

}  // namespace keras
