#include "keras/saving/clone.hpp"

#include <map>

#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/models/as_model.hpp"
#include "keras/saving/saving.hpp"

namespace keras::models {
namespace {

/// The same class and config with fresh weights.
Model from_config(const Model& model) {
  const auto clone = saving::deserialize_model(to_value(static_cast<const Layer&>(model)), false);
  if (!clone.built() && model.built()) clone.build(model.impl()->built_with);
  return clone;
}

bool is_model(const Layer& layer) {
  return layer.class_name() == "Functional" || layer.class_name() == "Sequential";
}

class Cloning {
 public:
  explicit Cloning(const CloneOptions& options) : options_(options) {}

  Model functional(const Model& model) {
    const auto inputs = new_inputs(model.inputs());
    for (std::size_t i = 0; i < inputs.size(); ++i) clones_[key(model.inputs()[i])] = inputs[i];
    for (const auto& node : model.implementation().nodes()) {
      if (clones_.contains({node.get(), 0})) continue;
      const auto outputs = called(graph::call_at(*node), mapped(node->inputs));
      for (std::size_t i = 0; i < outputs.size(); ++i)
        clones_[{node.get(), static_cast<int>(i)}] = outputs[i];
    }
    const auto ends = model.outputs();
    return Model(inputs, ends.with(mapped(ends.flat())), {.name = model.name()});
  }

  Model sequential(const Model& model) {
    if (options_.call_function)
      fail("models.clone_model: call_function must not be given for a Sequential, which calls its ",
           "layers itself; received one for ", quoted(model.name()));
    const Sequential clone({.name = model.name()});
    if (const auto inputs = model.inputs(); inputs.defined())
      clone.add(layer_of(new_inputs(inputs)[0]));
    for (const auto& layer : model.layers()) clone.add(cloned(layer));
    return clone;
  }

 private:
  using Key = std::pair<const graph::Node*, int>;
  static Key key(const Tensor& tensor) { return {tensor.node().get(), tensor.output()}; }

  static Layer layer_of(const Tensor& input) {
    return layers::as_layer_call(*graph::call_of(input))->layer;
  }

  Tensors new_inputs(const Tensors& inputs) {
    if (!options_.input_tensors.defined()) {
      std::vector<Tensor> fresh;
      for (const auto& input : inputs.flat())
        fresh.push_back(layers::InputLayer({.dtype = input.dtype(),
                                            .batch_shape = input.shape(),
                                            .name = layer_of(input).name()})
                            .tensor());
      return inputs.with(std::move(fresh));
    }
    if (options_.input_tensors.size() != inputs.size())
      fail("models.clone_model: there must be ", inputs.size(), " input_tensors; received ",
           options_.input_tensors.size());
    return inputs.with(options_.input_tensors.flat());
  }

  std::vector<Tensor> mapped(const std::vector<Tensor>& tensors) const {
    std::vector<Tensor> result;
    for (const auto& tensor : tensors) {
      const auto at = clones_.find(key(tensor));
      result.push_back(at == clones_.end() ? tensor : at->second);
    }
    return result;
  }

  Layer cloned(const Layer& layer) {
    auto& clone = layers_[layer.impl().get()];
    if (!clone.defined()) clone = made(layer);
    return clone;
  }

  Layer made(const Layer& layer) const {
    if (options_.recursive && is_model(layer)) {
      auto inner = options_;
      inner.input_tensors = Tensors();
      if (layer.class_name() == "Sequential") inner.call_function = {};
      return clone_model(as_model(layer), inner);
    }
    if (options_.clone_function) return options_.clone_function(layer);
    return deserialize<Layer>(to_value(layer));
  }

  std::vector<Tensor> called(const graph::Call& call, const std::vector<Tensor>& inputs) {
    const auto* of_layer = layers::as_layer_call(call);
    if (!of_layer) return call.replay(inputs).flat();
    layers::LayerCall other(cloned(of_layer->layer), of_layer->inputs, of_layer->options);
    if (!options_.call_function) return other.replay(inputs).flat();
    const auto [given, with] = other.arguments(inputs, of_layer->options.training);
    return options_.call_function(other.layer, given, with).flat();
  }

  const CloneOptions& options_;
  std::map<Key, Tensor> clones_;
  std::map<const void*, Layer> layers_;
};

}  // namespace

Model clone_model(const Model& model, CloneOptions options) {
  const bool plain = !options.input_tensors.defined() && !options.clone_function &&
                     !options.call_function && !options.recursive;
  if (plain) return from_config(model);
  if (model.class_name() == "Sequential") return Cloning(options).sequential(model);
  if (model.class_name() == "Functional") return Cloning(options).functional(model);
  fail("models.clone_model: options are for functional models and Sequential; received a ",
       model.class_name());
}

}  // namespace keras::models
