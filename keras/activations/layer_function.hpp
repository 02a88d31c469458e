// Internal: activations stand below layers, which say here how one of them is an activation.
#pragma once
#include <functional>
#include <optional>

#include "keras/core/config.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::activations {

/// A layer without weights as a function, and what is saved of it.
struct LayerFunction {
  Value saved;
  std::function<Tensor(const Tensor&)> function;

  Tensor operator()(const Tensor& x) const { return function(x); }
};

/// Nothing for an object that is no layer.
using LayerFunctionMaker = std::optional<LayerFunction> (*)(const Value& saved);
/// Activations that are saved as objects are made by `maker` from now on.
bool take_layers(LayerFunctionMaker maker);

}  // namespace keras::activations
