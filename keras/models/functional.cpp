#include "keras/models/functional.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "keras/core/naming.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/models/fitted_inputs.hpp"

namespace keras {
namespace {

using graph::Node;
using layers::LayerCall;

const LayerCall& call_at(const Node& node) { return static_cast<const LayerCall&>(*node.op); }

}  // namespace

Functional::Functional(Tensors inputs, Tensors outputs, ModelOptions options)
    : Impl("Functional", options.name.empty() ? unique_name("functional") : options.name, {},
           options.trainable),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)) {
  for (const auto* side : {&inputs_, &outputs_})
    for (const auto& tensor : side->flat())
      if (!layers::call_of(tensor))
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
                 quoted(call_at(*node).layer.name()), ", which is not among the inputs");
          for (const auto& input : node->inputs) visit(input.node());
        }
        nodes_.push_back(node);
      };
  for (const auto& output : outputs_.flat()) visit(output.node());
  for (const auto& input : inputs_.flat())
    if (done.insert(input.node().get()).second) {
      visited.push_back(input.node().get());
      nodes_.insert(nodes_.begin(), input.node());
    }
  sort_layers(visited);
}

/// Keras's order: by the longest way to an output, layers that were met first going first.
void Functional::sort_layers(const std::vector<const Node*>& visited) {
  std::map<const Node*, int> depths;
  std::map<const Layer::Impl*, std::pair<int, int>> places;  // depth, order of meeting
  std::vector<Layer> met;
  for (const auto* node : visited) {
    const auto& layer = call_at(*node).layer;
    if (places.try_emplace(layer.impl().get(), 0, static_cast<int>(met.size())).second)
      met.push_back(layer);
  }
  for (auto at = nodes_.rbegin(); at != nodes_.rend(); ++at) {
    auto& place = places.at(call_at(**at).layer.impl().get());
    const int depth = std::max(depths[at->get()], place.first);
    place.first = depths[at->get()] = depth;
    for (const auto& input : (*at)->inputs) {
      auto& other = depths[input.node().get()];
      other = std::max(other, depth + 1);
    }
  }
  std::stable_sort(met.begin(), met.end(), [&](const Layer& a, const Layer& b) {
    const auto& [depth_a, order_a] = places.at(a.impl().get());
    const auto& [depth_b, order_b] = places.at(b.impl().get());
    return depth_a != depth_b ? depth_a > depth_b : order_a < order_b;
  });
  layers_ = std::move(met);
  std::set<std::string> names;
  for (const auto& layer : layers_)
    if (!names.insert(layer.name()).second)
      fail("Model '", name, "': each layer must have a name of its own; received ",
           quoted(layer.name()), " twice");
  std::map<const Layer::Impl*, int> counts;
  for (const auto& layer : layers_)
    for (const auto& weak : layer.impl()->symbolic_calls)
      if (const auto node = weak.lock();
          node && std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end())
        node_numbers_[node.get()] = counts[layer.impl().get()]++;
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
      fail("model '", name, "': input ", quoted(call_at(*inputs_[i].node()).layer.name()),
           " must have the shape ", wanted, "; received ", got);
  }
}

Tensors Functional::call(const Tensors& given, CallContext& context) {
  const auto inputs = fitted_inputs(given, input_specs());
  check_inputs(inputs);
  std::map<Key, Tensor> values;
  const auto key = [](const Tensor& t) { return Key(t.node().get(), t.output()); };
  for (std::size_t i = 0; i < inputs.size(); ++i) values[key(inputs_[i])] = inputs[i];
  const auto value_of = [&](const Tensors& symbolic) {
    auto tensors = symbolic.flat();
    for (auto& tensor : tensors)
      if (const auto at = values.find(key(tensor)); at != values.end()) tensor = at->second;
    return symbolic.with(std::move(tensors));
  };
  for (const auto& node : nodes_) {
    if (values.contains({node.get(), 0})) continue;
    const auto& call = call_at(*node);
    // As in Keras, what the model is told goes before what the call was recorded with.
    auto options = call.options;
    if (context.training_given) options.training = context.training;
    const auto outputs =
        inside(call.layer, [&] { return call.layer.call_all(value_of(call.inputs), options); });
    for (std::size_t i = 0; i < outputs.size(); ++i)
      values[{node.get(), static_cast<int>(i)}] = outputs[i];
  }
  return value_of(outputs_);
}

std::vector<std::string> Functional::output_names() const {
  if (outputs_.kind() == Tensors::Kind::dict) return outputs_.names();
  std::vector<std::string> names;
  for (const auto& output : outputs_.flat()) names.push_back(call_at(*output.node()).layer.name());
  return names;
}

std::vector<std::string> Functional::input_names() const {
  if (inputs_.kind() == Tensors::Kind::dict) return inputs_.names();
  std::vector<std::string> names;
  for (const auto& input : inputs_.flat()) names.push_back(call_at(*input.node()).layer.name());
  return names;
}

std::vector<Spec> Functional::input_specs() const {
  std::vector<Spec> specs;
  for (const auto& input : inputs_.flat()) specs.push_back(input.spec());
  return specs;
}

// ---- saving -------------------------------------------------------------------------------------

namespace {

/// Keras counts the calls of a nested model from 1 in the lists of inputs and outputs.
bool counts_from_one(const Layer& layer) { return layer.class_name() == "Functional"; }

template <class Place>
Value structured(const Tensors& tensors, Place place) {
  if (tensors.kind() == Tensors::Kind::one) return place(tensors[0]);
  if (tensors.kind() == Tensors::Kind::dict) {
    Object named;
    for (std::size_t i = 0; i < tensors.size(); ++i) named[tensors.names()[i]] = place(tensors[i]);
    return named;
  }
  List list;
  for (const auto& tensor : tensors.flat()) list.push_back(place(tensor));
  return list;
}

}  // namespace

Value Functional::place_of(const Tensor& tensor) const {
  const auto& layer = call_at(*tensor.node()).layer;
  return List{layer.name(),
              node_numbers_.at(tensor.node().get()) + (counts_from_one(layer) ? 1 : 0),
              tensor.output()};
}

Value Functional::saved_node(const Node& node) const {
  const auto& call = call_at(node);
  const auto tensor = [&](const Tensor& t) -> Value {
    const auto& layer = call_at(*t.node()).layer;
    const List history = {layer.name(), node_numbers_.at(t.node().get()), t.output()};
    return Object{{"class_name", "__keras_tensor__"},
                  {"config", Object{{"shape", to_value(t.shape())},
                                    {"dtype", to_value(t.dtype())},
                                    {"keras_history", history}}}};
  };
  List args;
  args.push_back(structured(call.inputs, tensor));
  auto kwargs = call.saved_kwargs;
  if (call.options.training) kwargs["training"] = *call.options.training;
  return Object{{"args", std::move(args)}, {"kwargs", std::move(kwargs)}};
}

/// A graph has no dtype policy of its own.
Object Functional::full_config() const {
  auto config = Impl::full_config();
  config.erase("dtype");
  return config;
}

Object Functional::config() const {
  List saved_layers;
  for (const auto& layer : layers_) {
    auto entry = to_value(layer).as_object();
    entry["name"] = layer.name();
    List nodes;
    for (const auto& node : nodes_)
      if (call_at(*node).layer == layer && !node->inputs.empty())
        nodes.push_back(saved_node(*node));
    entry["inbound_nodes"] = std::move(nodes);
    saved_layers.push_back(std::move(entry));
  }
  const auto place = [&](const Tensor& t) { return place_of(t); };
  return {{"layers", std::move(saved_layers)},
          {"input_layers", structured(inputs_, place)},
          {"output_layers", structured(outputs_, place)}};
}

namespace {

/// Rebuilds the graph of a saved model.
class Loader {
 public:
  explicit Loader(const Object& config) : config_(config) {}

  Layer load() {
    for (const auto& saved : config_.at("layers").as_list()) read_layer(saved.as_object());
    while (replay_some()) {
    }
    for (const auto& each : pending_)
      if (!each.nodes.empty())
        fail("the calls of layer ", quoted(each.name),
             " depend on tensors that no layer of the model makes");
    ModelOptions options;
    if (const auto* name = config_.find("name"); name && !name->is_null())
      from_value(*name, options.name);
    if (const auto* trainable = config_.find("trainable"))
      from_value(*trainable, options.trainable);
    const Model model(tensors_at(config_.at("input_layers")),
                      tensors_at(config_.at("output_layers")), options);
    if (!options.trainable) model.trainable(false);
    return model;
  }

 private:
  struct Pending {
    std::string name;
    Layer layer;
    std::vector<Value> nodes;
  };

  void read_layer(const Object& saved) {
    const auto* module = saved.find("module");
    if (module && module->is_string() && module->as_string().find(".ops") != std::string::npos)
      fail("the operation ", saved.at("class_name"), " of ", *module,
           " is not supported as a node of a model");
    const auto layer = deserialize<Layer>(Value(saved));
    const auto* given = saved.find("name");
    const auto name = given ? given->as_string() : layer.name();
    if (made_.contains(name))
      fail("each layer must have a name of its own; received ", quoted(name), " twice");
    auto& calls = made_[name];
    if (layer.class_name() == "InputLayer")
      calls.push_back({static_cast<const layers::InputLayer&>(layer).tensor()});
    std::vector<Value> nodes;
    if (const auto* inbound = saved.find("inbound_nodes")) nodes = inbound->as_list();
    pending_.push_back({name, layer, std::move(nodes)});
  }

  /// Replays the calls whose inputs exist; false when nothing more could be done.
  bool replay_some() {
    bool progress = false;
    for (auto& each : pending_) {
      while (!each.nodes.empty() && ready(each.nodes.front())) {
        replay(each);
        each.nodes.erase(each.nodes.begin());
        progress = true;
      }
    }
    return progress;
  }

  void replay(const Pending& each) {
    const auto& node = each.nodes.front();
    CallOptions options;
    if (const auto* kwargs = node.find("kwargs"))
      read_kwargs(each.name, kwargs->as_object(), options);
    const auto& args = node.is_list() ? node : node.as_object().at("args");
    const auto inputs = node.is_list() ? old_inputs(args) : inputs_of(args.as_list());
    const auto outputs = each.layer.call_all(inputs, options).flat();
    const auto* kwargs = node.find("kwargs");
    if (kwargs && kwargs->is_object() && !outputs.empty())
      if (const auto* call = layers::call_of(outputs[0])) call->saved_kwargs = kwargs->as_object();
    made_[each.name].push_back(outputs);
  }

  static void read_kwargs(const std::string& layer, const Object& kwargs, CallOptions& options) {
    for (const auto& [key, value] : kwargs) {
      if (value.is_null()) continue;
      if (key == "training") {
        options.training = value.as_bool();
      } else {
        fail("layer ", quoted(layer), ": the call argument ", quoted(key), " is not supported");
      }
    }
  }

  static const Value* history(const Value& value) {
    if (value.string_at("class_name") != "__keras_tensor__") return nullptr;
    return &value.as_object().at("config").as_object().at("keras_history");
  }

  /// Whether all tensors that a saved value mentions exist.
  bool ready(const Value& value) const {
    if (const auto* place = history(value)) return find(*place) != nullptr;
    if (value.is_list()) {
      const auto& list = value.as_list();
      const bool old = list.size() >= 3 && list[0].is_string() && list[1].is_integer();
      if (old) return find(value) != nullptr;
      return std::all_of(list.begin(), list.end(), [&](const Value& v) { return ready(v); });
    }
    if (!value.is_object()) return true;
    const auto& members = value.as_object();
    return std::all_of(members.begin(), members.end(),
                       [&](const Member& m) { return ready(m.value); });
  }

  const Tensor* find(const Value& place, std::int64_t first = 0) const {
    const auto& list = place.as_list();
    if (list.size() < 3)
      fail("a place of a tensor must be [layer, call, output]; received ", place);
    const auto at = made_.find(list[0].as_string());
    if (at == made_.end())
      fail("a tensor comes from layer ", quoted(list[0].as_string()),
           ", which the model does not have");
    const auto call = list[1].as_integer() - first, output = list[2].as_integer();
    if (call < 0 || output < 0) fail("a place of a tensor must not be negative; received ", place);
    if (call >= static_cast<std::int64_t>(at->second.size())) return nullptr;
    const auto& outputs = at->second[static_cast<std::size_t>(call)];
    if (output >= static_cast<std::int64_t>(outputs.size()))
      fail("layer ", quoted(list[0].as_string()), " has ", outputs.size(),
           " outputs; received number ", output);
    return &outputs[static_cast<std::size_t>(output)];
  }

  Tensors inputs_of(const List& args) const {
    if (args.empty()) fail("a call of a layer must have an input; received none");
    if (args.size() > 1) {  // several positional arguments
      std::vector<Tensor> list;
      for (const auto& arg : args) {
        const auto* place = history(arg);
        if (!place) fail("a call has the argument ", arg, ", which is not supported");
        list.push_back(*find(*place));
      }
      return list;
    }
    return structure(args[0]);
  }

  Tensors structure(const Value& value) const {
    if (const auto* place = history(value)) return *find(*place);
    if (value.is_list()) {
      std::vector<Tensor> list;
      for (const auto& each : value.as_list()) list.push_back(structure(each));
      return list;
    }
    if (!value.is_object()) fail("an input of a layer must be a tensor; received ", value);
    Dict dict;
    for (const auto& [name, each] : value.as_object()) dict[name] = structure(each);
    return dict;
  }

  /// [["dense", 0, 0, {}], ...] of Keras 2.
  Tensors old_inputs(const Value& node) const {
    std::vector<Tensor> list;
    for (const auto& place : node.as_list()) list.push_back(*find(place));
    return list.size() == 1 ? Tensors(list[0]) : Tensors(list);
  }

  Tensors tensors_at(const Value& places) const {
    const auto one = [&](const Value& place) -> Tensor {
      const auto& name = place.as_list().at(0).as_string();
      const auto layer = std::find_if(pending_.begin(), pending_.end(),
                                      [&](const Pending& p) { return p.name == name; });
      const bool nested = layer != pending_.end() && counts_from_one(layer->layer);
      const auto* tensor = find(place, nested ? 1 : 0);
      if (!tensor && nested) tensor = find(place);
      if (!tensor) fail("the place ", place, " names a call that the model does not make");
      return *tensor;
    };
    if (places.is_object()) {
      Dict dict;
      for (const auto& [name, place] : places.as_object()) dict[name] = one(place);
      return dict;
    }
    const auto& list = places.as_list();
    if (!list.empty() && list[0].is_string()) return one(places);
    std::vector<Tensor> tensors;
    for (const auto& place : list) tensors.push_back(one(place));
    return tensors;
  }

  const Object& config_;
  std::map<std::string, std::vector<std::vector<Tensor>>> made_;  ///< name -> calls -> outputs
  std::vector<Pending> pending_;
};

}  // namespace

Layer Functional::from_config(const Object& config) { return Loader(config).load(); }

}  // namespace keras

template std::vector<keras::Argument>
keras::Definition<keras::Layer, keras::Model, keras::ModelArguments>::arguments();
