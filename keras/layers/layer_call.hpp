// Internal: the nodes of symbolic graphs, calls of layers.
#pragma once
#include <string>
#include <vector>

#include "keras/graph/node.hpp"
#include "keras/graph/op.hpp"
#include "keras/layers/layer.hpp"

namespace keras::layers {

/// One call of a layer on symbolic tensors; it never runs, a model replays it.
class LayerCall final : public graph::Op {
 public:
  LayerCall(Layer layer, Tensors inputs, CallOptions options)
      : layer(std::move(layer)), inputs(std::move(inputs)), options(std::move(options)) {}

  Layer layer;
  Tensors inputs;  ///< As they were given.
  CallOptions options;
  mutable Object saved_kwargs =
      {};                     ///< Arguments of a loaded call that mean nothing here (mask=None).
  Tensors outputs_like = {};  ///< The structure of the outputs (tensors of it are not used).

  std::string_view name() const override { return layer.class_name(); }
  std::vector<Spec> infer(std::span<const Spec>) const override;
  std::vector<Tensor> vjp(std::span<const Tensor>, std::span<const Tensor>,
                          std::span<const Tensor>) const override;
  graph::Trait trait() const override { return {}; }
  bool has_kernel() const override { return false; }
  void run(const runtime::Cpu&, std::span<const View>, std::span<const View>) const override {}
  bool parallel() const override { return false; }
  std::size_t scratch_bytes() const override { return 0; }
  bool same(const Op& other) const override { return this == &other; }
  Object attributes() const override { return {}; }
  const void* type() const override;
};

/// Whether the tensor is symbolic: it stands for what a model will be given.
bool is_symbolic(const Tensor& tensor);

/// The call that made a symbolic tensor, or nullptr.
const LayerCall* call_of(const Tensor& tensor);

}  // namespace keras::layers
