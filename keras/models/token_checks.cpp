#include "keras/models/token_checks.hpp"

#include <cmath>

#include "keras/graph/symbolic.hpp"
#include "keras/layers/core/embedding.hpp"
#include "keras/layers/layer_call.hpp"

namespace keras {
namespace {

void check_tokens_of(const Layer& layer, const Tensor& tokens) {
  const auto count = static_cast<const layers::Embedding&>(layer).embeddings().shape()[0];
  for (const double token : tokens.to_vector<double>())
    if (!(token >= 0 && token < static_cast<double>(count)) || token != std::floor(token))
      fail(layer.impl()->path(), ": tokens must be whole numbers in [0, ", count,
           "), as input_dim says; received ", token);
}

bool is_embedding(const Layer& layer) { return layer.class_name() == "Embedding"; }

}  // namespace

TokenChecks::TokenChecks(const Model& model) {
  const auto& implementation = model.implementation();
  const auto nodes = implementation.nodes();
  if (nodes.empty()) {  // one layer after the other
    const auto layers = model.layers();
    if (!layers.empty() && is_embedding(layers[0])) embeddings_.emplace_back(0, layers[0]);
    return;
  }
  const auto inputs = implementation.symbolic_inputs();
  for (const auto& node : nodes) {
    const auto* call = layers::as_layer_call(graph::call_at(*node));
    if (!call || !is_embedding(call->layer) || node->inputs.empty()) continue;
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (inputs[i].node() == node->inputs[0].node()) embeddings_.emplace_back(i, call->layer);
  }
}

void TokenChecks::operator()(const Tensors& x) const {
  for (const auto& [input, layer] : embeddings_)
    if (input < x.size() && layer.built()) check_tokens_of(layer, x[input]);
}

}  // namespace keras
