// A functional model from its configuration.
#include <algorithm>

#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/models/functional.hpp"
#include "keras/models/old_node.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_tensor.hpp"

namespace keras {
namespace {

/// Rebuilds the graph of a saved model.
class Loader {
 public:
  explicit Loader(const Object& config) : config_(config) {}

  Layer load() {
    for (const auto& saved : config_.at("layers").as_list()) read_part(saved.as_object());
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
    if (has_inner_lists(config_.at("output_layers")))
      static_cast<Functional&>(*model.impl()).outputs_as_saved(config_.at("output_layers"));
    if (!options.trainable) model.trainable(false);
    return model;
  }

 private:
  /// A layer or an operation whose calls are yet to be made.
  struct Pending {
    std::string name;
    Layer layer;                      ///< Undefined for an operation.
    const ops::Operation* operation;  ///< nullptr for a layer.
    Object config;                    ///< Of an operation.
    std::vector<Value> nodes;
  };

  void read_part(const Object& saved) {
    Pending each = {};
    if (ops::holds_operations(Value(saved).string_at("module"))) {
      read_operation(saved, each);
    } else {
      each.layer = read_layer(Value(saved));
    }
    const auto* given = saved.find("name");
    if (given) {
      each.name = given->as_string();
    } else if (each.layer.defined()) {
      each.name = each.layer.name();
    } else {
      from_value(each.config.at("name"), each.name);
    }
    if (made_.contains(each.name))
      fail("each layer must have a name of its own; received ", quoted(each.name), " twice");
    auto& calls = made_[each.name];
    if (each.layer.defined() && each.layer.class_name() == "InputLayer")
      calls.push_back({static_cast<const layers::InputLayer&>(each.layer).tensor()});
    if (const auto* inbound = saved.find("inbound_nodes"))
      for (const auto& node : inbound->as_list()) each.nodes.push_back(modern_node(node));
    pending_.push_back(std::move(each));
  }

  static void read_operation(const Object& saved, Pending& each) {
    const auto& class_name = saved.at("class_name").as_string();
    each.operation = ops::find_operation(class_name);
    if (!each.operation)
      fail("the operation ", quoted(class_name), " of ", saved.at("module"),
           " is not supported as a node of a model");
    if (const auto* config = saved.find("config")) each.config = config->as_object();
    for (const auto& [key, value] : each.config) {
      const auto& known = each.operation->arguments;
      const auto has_name = [&key = key](const Argument& a) { return a.name == key; };
      if (key != "name" && std::none_of(known.begin(), known.end(), has_name))
        fail("ops.", each.operation->name, ": unknown argument ", quoted(key));
    }
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
    made_[each.name].push_back(each.operation ? called_operation(each, node)
                                              : called_layer(each, node));
  }

  std::vector<Tensor> called_layer(const Pending& each, const Value& node) {
    CallOptions options;
    Object absent;
    const auto* kwargs = node.find("kwargs");
    const auto names = each.layer.impl()->input_names();
    auto args = node.as_object().at("args").as_list();
    std::vector<std::string> keywords;
    for (const auto& name : names) {
      const auto* named = kwargs ? kwargs->find(name) : nullptr;
      if (!named || named->is_null()) continue;
      args.push_back(*named);
      keywords.push_back(name);
    }
    for (const auto& [key, value] : kwargs ? kwargs->as_object() : Object()) {
      if (value.is_null()) {
        absent[key] = value;
      } else if (std::find(names.begin(), names.end(), key) == names.end()) {
        read_kwarg(each, key, value, options);
      }
    }
    const auto outputs = each.layer.call_all(inputs_of(args), options).flat();
    if (const auto* call = outputs.empty() ? nullptr : graph::call_of(outputs[0]))
      if (const auto* of_layer = layers::as_layer_call(*call)) {
        of_layer->saved_kwargs = absent;
        of_layer->keywords = keywords;
        if (const auto* states = kwargs ? kwargs->find("initial_state") : nullptr)
          of_layer->saved_states = *states;
      }
    return outputs;
  }

  void read_kwarg(const Pending& each, const std::string& key, const Value& value,
                  CallOptions& options) const {
    const auto known = each.layer.impl()->call_arguments();
    if (key == "training") {
      options.training = value.as_bool();
    } else if (key == "mask") {
      options.mask = structure(value);
    } else if (key == "initial_state") {
      options.initial_state = states(value);
    } else if (std::find(known.begin(), known.end(), key) != known.end()) {
      options.arguments.set(key, item_of(value));
    } else {
      fail("layer ", quoted(each.name), ": the call argument ", quoted(key), " is not supported");
    }
  }

  std::vector<Tensor> called_operation(const Pending& each, const Value& node) const {
    const auto& operation = *each.operation;
    Arguments arguments;
    for (const auto& [key, value] : each.config)
      if (key != "name") arguments.set(key, value);
    const auto& args = node.as_object().at("args").as_list();
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (i >= operation.called.size())
        fail("ops.", operation.name, ": at most ", operation.called.size(),
             " arguments are wanted; received ", args.size());
      const bool rest = operation.spread && i + 1 == operation.called.size();
      const auto from = args.begin() + static_cast<std::ptrdiff_t>(i);
      arguments.set(operation.called[i], item_of(rest ? Value(List(from, args.end())) : *from));
      if (rest) break;
    }
    for (const auto& [key, value] : node.as_object().at("kwargs").as_object())
      arguments.set(key, item_of(value));
    return ops::call_symbolic(operation, std::move(arguments), each.name).flat();
  }

  /// A saved argument: tensors where it mentions any.
  Arguments::Item item_of(const Value& value) const {
    return mentions_tensor(value) ? Arguments::Item(structure(value)) : Arguments::Item(value);
  }

  static bool mentions_tensor(const Value& value) {
    if (history(value)) return true;
    if (!value.is_list()) return false;
    const auto& list = value.as_list();
    return std::any_of(list.begin(), list.end(), mentions_tensor);
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
    return structure(args.size() == 1 ? args[0] : Value(args));
  }

  Tensors structure(const Value& value) const {
    if (const auto* place = history(value)) return *find(*place);
    if (value.is_list()) {
      std::vector<Tensor> list;
      for (const auto& each : value.as_list())
        list.push_back(each.is_null() ? Tensor() : Tensor(structure(each)));
      return list;
    }
    if (!value.is_object() || value.find("class_name")) return ops::tensor_from(value);
    return named(value.as_object(), [&](const Value& each) { return structure(each); });
  }

  /// One tensor, or all of a list, in which each of several cells may have a list of its own.
  Tensors states(const Value& value) const {
    if (!value.is_list()) return structure(value);
    std::vector<Tensor> all;
    for (const auto& each : value.as_list()) {
      const auto part = states(each);
      all.insert(all.end(), part.flat().begin(), part.flat().end());
    }
    return all;
  }

  /// The tensors of `object` by their names, where `part` makes a tensor or several.
  template <class Part>
  static Dict named(const Object& object, Part part) {
    Dict dict;
    for (const auto& [name, each] : object) {
      const Tensors tensors = part(each);
      if (tensors.kind() == Tensors::Kind::dict) {
        dict.dict(name) = tensors.dict();
      } else {
        dict[name] = tensors;
      }
    }
    return dict;
  }

  Tensors tensors_at(const Value& places) const {
    const auto one = [&](const Value& place) -> Tensor {
      const auto& name = place.as_list().at(0).as_string();
      const auto layer = std::find_if(pending_.begin(), pending_.end(),
                                      [&](const Pending& p) { return p.name == name; });
      const bool nested = layer != pending_.end() && layer->layer.defined() &&
                          counts_from_one(layer->layer.class_name());
      const auto* tensor = find(place, nested ? 1 : 0);
      if (!tensor && nested) tensor = find(place);
      if (!tensor) fail("the place ", place, " names a call that the model does not make");
      return *tensor;
    };
    if (places.is_object())
      return named(places.as_object(), [&](const Value& each) { return tensors_at(each); });
    const auto& list = places.as_list();
    if (!list.empty() && list[0].is_string()) return one(places);
    std::vector<Tensor> tensors;
    for (const auto& each : list) {
      const auto part = tensors_at(each);
      tensors.insert(tensors.end(), part.flat().begin(), part.flat().end());
    }
    return tensors;
  }

  static bool has_inner_lists(const Value& places) {
    if (!places.is_list()) return false;
    const auto& list = places.as_list();
    return std::any_of(list.begin(), list.end(), [](const Value& each) {
      return each.is_list() && !each.as_list().empty() && each.as_list()[0].is_list();
    });
  }

  const Object& config_;
  std::map<std::string, std::vector<std::vector<Tensor>>> made_;  ///< name -> calls -> outputs
  std::vector<Pending> pending_;
};

}  // namespace

Layer Functional::from_config(const Object& config) { return Loader(config).load(); }

}  // namespace keras
