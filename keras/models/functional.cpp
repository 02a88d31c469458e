#include "keras/models/functional.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "keras/core/naming.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/models/fitted_inputs.hpp"

namespace keras {
namespace {

using graph::call_at;
using graph::Node;

/// What a dictionary has for inputs of these names. As in Keras, it may hold more.
Tensors found(const Tensors& given, const std::vector<std::string>& names) {
  if (given.kind() != Tensors::Kind::dict || given.size() < names.size()) return given;
  const auto all = given.dict();
  std::vector<Tensor> wanted;
  for (const auto& name : names) {
    if (!all.contains(name)) return given;
    wanted.push_back(all[name]);
  }
  return wanted;
}

const std::string& name_of(const Tensor& tensor) { return call_at(*tensor.node()).called_name(); }

}  // namespace

Functional::Functional(Tensors inputs, Tensors outputs, ModelOptions options)
    : Impl("Functional", options.name.empty() ? unique_name("functional") : options.name, {},
           options.trainable),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)) {
  for (const auto* side : {&inputs_, &outputs_})
    for (const auto& tensor : side->flat())
      if (!graph::is_symbolic(tensor))
        fail("Model: inputs and outputs must be symbolic tensors, made by Input and layers");
  if (inputs_.size() == 0 || outputs_.size() == 0)
    fail("Model: there must be at least one input and one output");
  find_nodes();
  built = true;
  for (const auto& input : inputs_.flat()) built_with.push_back(input.shape());
}

/// Walks from the outputs to the inputs.
void Functional::find_nodes() {
  std::set<const Node*> given, done;
  for (const auto& input : inputs_.flat()) given.insert(input.node().get());
  std::vector<const Node*> visited;
  const std::function<void(const std::shared_ptr<Node>&)> visit =
      [&](const std::shared_ptr<Node>& node) {
        if (!done.insert(node.get()).second) return;
        visited.push_back(node.get());
        if (!given.contains(node.get())) {
          if (node->inputs.empty())
            fail("Model '", name, "': the output depends on the input ",
                 quoted(call_at(*node).called_name()), ", which is not among the inputs");
          const auto* of_layer = layers::as_layer_call(call_at(*node));
          for (const auto& input : of_layer ? of_layer->tensors_by_name() : node->inputs)
            if (graph::is_symbolic(input)) visit(input.node());
        }
        nodes_.push_back(node);
      };
  for (const auto& output : outputs_.flat()) visit(output.node());
  std::vector<const Node*> unused;  // of their depth, these come first
  for (const auto& input : inputs_.flat())
    if (done.insert(input.node().get()).second) {
      unused.push_back(input.node().get());
      nodes_.insert(nodes_.begin(), input.node());
    }
  visited.insert(visited.begin(), unused.begin(), unused.end());
  sort_parts(visited);
}

/// Keras's order: by the longest way to an output, what was met first going first.
void Functional::sort_parts(const std::vector<const Node*>& visited) {
  struct Met {
    Part part;
    int depth;
  };
  std::map<const Node*, int> depths;
  std::map<const void*, std::size_t> places;
  std::vector<Met> met;
  for (const auto* node : visited) {
    const auto& call = call_at(*node);
    if (!places.try_emplace(call.called(), met.size()).second) continue;
    const auto* of_layer = layers::as_layer_call(call);
    met.push_back({of_layer ? Part{of_layer->layer} : Part{{}, &call}, 0});
  }
  for (auto at = nodes_.rbegin(); at != nodes_.rend(); ++at) {
    auto& deepest = met[places.at(call_at(**at).called())].depth;
    const int depth = std::max(depths[at->get()], deepest);
    deepest = depths[at->get()] = depth;
    for (const auto& input : (*at)->inputs) {
      if (!graph::is_symbolic(input)) continue;
      auto& other = depths[input.node().get()];
      other = std::max(other, depth + 1);
    }
  }
  std::stable_sort(met.begin(), met.end(),
                   [](const Met& a, const Met& b) { return a.depth > b.depth; });
  std::set<std::string> names;
  for (const auto& each : met) {
    parts_.push_back(each.part);
    if (!names.insert(each.part.name()).second)
      fail("Model '", name, "': each layer must have a name of its own; received ",
           quoted(each.part.name()), " twice");
  }
  number_nodes();
}

/// Counts the calls of each layer that belong to this model.
void Functional::number_nodes() {
  for (const auto& part : parts_) {
    if (!part.layer.defined()) continue;
    int count = 0;
    for (const auto& weak : part.layer.impl()->symbolic_calls)
      if (const auto node = weak.lock();
          node && std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end())
        node_numbers_[node.get()] = count++;
  }
}

std::vector<Layer> Functional::layers() const {
  std::vector<Layer> layers;
  for (const auto& part : parts_)
    if (part.layer.defined()) layers.push_back(part.layer);
  return layers;
}

void Functional::check_inputs(const Tensors& given) const {
  if (given.size() != inputs_.size())
    fail("model '", name, "': ", inputs_.size(), " inputs are wanted; received ", given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto wanted = inputs_[i].shape(), got = given[i].shape();
    bool fits = wanted.rank() == got.rank();
    for (int axis = 1; fits && axis < wanted.rank(); ++axis)
      fits = wanted[axis] == Shape::unknown || wanted[axis] == got[axis];
    if (!fits)
      fail("model '", name, "': input ", quoted(name_of(inputs_[i])), " must have the shape ",
           wanted, "; received ", got);
  }
}

Tensors Functional::call(const Tensors& given, CallContext& context) {
  const auto inputs = fitted_inputs(found(given, input_names()), input_specs());
  check_inputs(inputs);
  give_masks(inputs, context.mask);
  std::map<Key, Tensor> values;
  const auto key = [](const Tensor& t) { return Key(t.node().get(), t.output()); };
  for (std::size_t i = 0; i < inputs.size(); ++i) values[key(inputs_[i])] = inputs[i];
  const auto values_of = [&](std::vector<Tensor> tensors) {
    for (auto& tensor : tensors)
      if (graph::is_symbolic(tensor)) tensor = values.at(key(tensor));
    return tensors;
  };
  for (const auto& node : nodes_) {
    if (values.contains({node.get(), 0})) continue;
    const auto outputs = replay(call_at(*node), values_of(node->inputs), context);
    for (std::size_t i = 0; i < outputs.size(); ++i)
      values[{node.get(), static_cast<int>(i)}] = outputs[i];
  }
  return outputs_.with(values_of(outputs_.flat()));
}

Tensors Functional::replay(const graph::Call& call, const std::vector<Tensor>& inputs,
                           const CallContext& context) const {
  return inside(call.called_name(), [&] {
    const auto* of_layer = layers::as_layer_call(call);
    // As in Keras, what the model is told goes before what the call was recorded with.
    if (of_layer && context.training_given) return of_layer->replay(inputs, context.training);
    return call.replay(inputs);
  });
}

std::vector<std::string> Functional::output_names() const {
  if (outputs_.kind() == Tensors::Kind::dict) return outputs_.names();
  std::vector<std::string> names;
  for (const auto& output : outputs_.flat()) names.push_back(name_of(output));
  return names;
}

std::vector<std::string> Functional::input_names() const {
  if (inputs_.kind() == Tensors::Kind::dict) return inputs_.names();
  std::vector<std::string> names;
  for (const auto& input : inputs_.flat()) names.push_back(name_of(input));
  return names;
}

std::vector<Spec> Functional::input_specs() const {
  std::vector<Spec> specs;
  for (const auto& input : inputs_.flat()) specs.push_back(input.spec());
  return specs;
}

const Registered<Layer> registered_model =
    registered<Layer, Functional, ModelArguments>("keras", "Model");
/// Files name the class; users do not.
[[maybe_unused]] const bool registered_functional = [] {
  Registry<Layer>::instance().add(
      {"keras.src.models.functional", "Functional", {}, Functional::from_config});
  return true;
}();

}  // namespace keras
