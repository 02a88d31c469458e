// Internal: a graph of layer calls as a model; users write `Model(inputs, outputs)`.
#pragma once
#include <map>

#include "keras/graph/symbolic.hpp"
#include "keras/models/model.hpp"

namespace keras {

namespace layers {
class LayerCall;
}
namespace ops {
class OperationCall;
}

/// What `Model(inputs, outputs)` does: the graph between them is replayed for each call.
class Functional final : public Model::Impl {
 public:
  Functional(Tensors inputs, Tensors outputs, ModelOptions options);

  std::string module() const override { return "keras.src.models.functional"; }
  std::string registered_name() const override { return "Functional"; }
  std::vector<Layer> layers() const override;
  std::vector<Part> parts() const override { return parts_; }
  Tensors call(const Tensors& inputs, CallContext& context) override;
  Object config() const override;
  Object full_config() const override;
  std::optional<Object> build_config() const override { return Object{{"input_shape", nullptr}}; }
  std::vector<std::string> output_names() const override;
  std::vector<std::string> input_names() const override;
  std::vector<Spec> input_specs() const override;
  std::vector<std::shared_ptr<graph::Node>> nodes() const override { return nodes_; }
  Tensors symbolic_inputs() const override { return inputs_; }
  Tensors symbolic_outputs() const override { return outputs_; }

  static Layer from_config(const Object& config);

  /// Lists in the list of outputs, which are saved as they were loaded: calls know a flat one.
  void outputs_as_saved(Value places) { saved_outputs_ = std::move(places); }

 private:
  using Key = std::pair<const graph::Node*, int>;

  void find_nodes();
  void sort_parts(const std::vector<const graph::Node*>& visited);
  void number_nodes();
  void check_inputs(const Tensors& given) const;
  Tensors replay(const graph::Call& call, const std::vector<Tensor>& inputs,
                 const CallContext& context) const;
  int number_of(const graph::Node& node) const;
  Value place_of(const Tensor& tensor) const;
  Value saved_tensor(const Tensor& tensor) const;
  Value saved_item(const Arguments::Item& item) const;
  Value saved_node(const graph::Node& node) const;
  Value saved_call(const ops::OperationCall& call) const;
  Value saved_call(const layers::LayerCall& call) const;
  Object saved_part(const Part& part) const;

  Tensors inputs_, outputs_;
  Value saved_outputs_ = {};
  std::vector<std::shared_ptr<graph::Node>> nodes_;  ///< In an order in which they can run.
  std::map<const graph::Node*, int> node_numbers_;  ///< Of each layer's calls inside of this model.
  std::vector<Part> parts_;                         ///< From the inputs to the outputs.
};

/// Keras counts the calls of a nested model from 1 in the lists of inputs and outputs.
inline bool counts_from_one(std::string_view class_name) { return class_name == "Functional"; }

struct ModelArguments {
  std::optional<int> inputs = {}, outputs = {};
  std::string name = {};
};

extern const Registered<Layer> registered_model;
[[gnu::used]] inline const auto* const linked_model = &registered_model;

}  // namespace keras
