// Internal: where the layers and operations of a model are called.
#pragma once
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "keras/graph/node.hpp"
#include "keras/models/model.hpp"

namespace keras {

/// The calls of a graph of layers.
class PartCalls {
 public:
  explicit PartCalls(const Model& model);

  /// All calls between the inputs and the outputs.
  const std::vector<std::shared_ptr<graph::Node>>& nodes() const { return nodes_; }
  /// Whether the call is one of them.
  bool holds(const graph::Node& node) const { return known_.contains(&node); }
  /// The calls of a part, also those outside of the model.
  std::vector<std::shared_ptr<graph::Node>> of(const Model::Impl::Part& part) const;
  /// The inputs of a call that other calls gave.
  static std::vector<Tensor> symbolic_inputs(const graph::Node& node);

 private:
  std::vector<std::shared_ptr<graph::Node>> nodes_;
  std::set<const graph::Node*> known_;
};

/// "(None, 3)", or "[(None, 3), (None, 4)]" of several.
std::string text_of_shapes(std::span<const Spec> specs);

}  // namespace keras
