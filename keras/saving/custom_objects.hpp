// Own objects that a file may name.
#pragma once
#include <concepts>

#include "keras/layers/definition.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/metric.hpp"
#include "keras/models/definition.hpp"

namespace keras {

/// Makes own objects known, so that files which name them can be read.
using CustomObjects = void (*)();

namespace saving {

template <class D>
void register_own() {
  if constexpr (ModelDefinition<D>) models::register_model<D>();
  if constexpr (LayerDefinition<D>) {
    layers::register_layer<D>();
  } else if constexpr (ModelDefinition<D>) {
    return;
  } else if constexpr (std::constructible_from<Loss, D>) {
    Loss(D{});
  } else {
    static_assert(metrics::MetricDefinition<D>, "types<D>: an own layer, loss or metric is wanted");
    metrics::register_metric<D>();
  }
}

}  // namespace saving

/// Own structs by their types: `models::load_model(path, {.custom_objects = types<Block, Huber>})`.
template <class... D>
void types() {
  (saving::register_own<D>(), ...);
}

}  // namespace keras
