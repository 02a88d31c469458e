// Internal: calls of layers in symbolic graphs.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "keras/graph/symbolic.hpp"
#include "keras/layers/layer.hpp"

namespace keras::layers {

class LayerCall final : public graph::Call {
 public:
  LayerCall(Layer layer, Tensors inputs, CallOptions options)
      : layer(std::move(layer)), inputs(std::move(inputs)), options(std::move(options)) {}

  Layer layer;
  Tensors inputs;  ///< As they were given.
  CallOptions options;
  mutable Object saved_kwargs = {};  ///< Arguments of a loaded call that are None here.
  mutable Value saved_states = {};   ///< The lists in which a file has the initial states.
  mutable std::vector<std::string> keywords = {};  ///< The last inputs, if a file names them.

  /// All tensors of the call: the inputs, then those of the options.
  std::vector<Tensor> tensors() const;
  /// The same as Keras goes through them: those with names by their names.
  std::vector<Tensor> tensors_by_name() const;
  /// The same call with other tensors.
  Tensors replay(std::span<const Tensor> tensors) const override;
  Tensors replay(std::span<const Tensor> tensors, std::optional<bool> training) const;
  /// The inputs and options with other tensors.
  std::pair<Tensors, CallOptions> arguments(std::span<const Tensor> tensors,
                                            std::optional<bool> training) const;

  std::string_view name() const override { return layer.class_name(); }
  const void* type() const override;
  const std::string& called_name() const override { return layer.impl()->name; }
  const void* called() const override { return layer.impl().get(); }
  int number_of(const graph::Node& node) const override;
};

/// The call if it is one of a layer, else nullptr.
const LayerCall* as_layer_call(const graph::Call& call);

}  // namespace keras::layers
