// A functional model as a configuration.
#include <algorithm>
#include <utility>

#include "keras/layers/layer_call.hpp"
#include "keras/models/functional.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_tensor.hpp"

namespace keras {

using graph::call_at;
using graph::Node;

namespace {

template <class Place>
Value structured(const Dict& dict, Place place) {
  Object named;
  for (const auto& item : dict)
    named[item.name] = item.dict.size() > 0 ? structured(item.dict, place) : place(item.tensor);
  return named;
}

template <class Place>
Value structured(const Tensors& tensors, Place place) {
  if (tensors.kind() == Tensors::Kind::one) return place(tensors[0]);
  if (tensors.kind() == Tensors::Kind::dict) {
    return structured(tensors.dict(), place);
  }
  List list;
  for (const auto& tensor : tensors.flat()) list.push_back(place(tensor));
  return list;
}

bool is_place(const Value& saved) {
  return saved.is_list() && !saved.as_list().empty() && saved.as_list()[0].is_string();
}

Value laid_out(const Value& saved, List::const_iterator& next) {
  if (!saved.is_list() || is_place(saved)) return *next++;
  List list;
  for (const auto& each : saved.as_list()) list.push_back(laid_out(each, next));
  return list;
}

/// What is in the list `flat`, in lists like those of `saved`.
Value in_lists_of(const Value& saved, const Value& flat) {
  auto next = flat.as_list().begin();
  return laid_out(saved, next);
}

bool has_lists(const Value& saved) {
  if (!saved.is_list()) return false;
  const auto& list = saved.as_list();
  return std::any_of(list.begin(), list.end(), [](const Value& each) { return each.is_list(); });
}

}  // namespace

Value Functional::place_of(const Tensor& tensor) const {
  const auto& call = call_at(*tensor.node());
  return List{call.called_name(),
              number_of(*tensor.node()) + (counts_from_one(call.name()) ? 1 : 0), tensor.output()};
}

int Functional::number_of(const Node& node) const {
  const auto at = node_numbers_.find(&node);
  return at == node_numbers_.end() ? 0 : at->second;
}

Value Functional::saved_tensor(const Tensor& tensor) const {
  if (!tensor.defined()) return nullptr;
  if (!graph::is_symbolic(tensor)) return ops::saved_tensor(tensor);
  const List history = {call_at(*tensor.node()).called_name(), number_of(*tensor.node()),
                        tensor.output()};
  return Object{{"class_name", "__keras_tensor__"},
                {"config", Object{{"shape", to_value(tensor.shape())},
                                  {"dtype", to_value(tensor.dtype())},
                                  {"keras_history", history}}}};
}

Value Functional::saved_item(const Arguments::Item& item) const {
  if (const auto* value = std::get_if<Value>(&item)) return *value;
  const auto& tensors = std::get<Tensors>(item);
  if (!tensors.defined()) return nullptr;
  return structured(tensors, [&](const Tensor& t) { return saved_tensor(t); });
}

Value Functional::saved_node(const Node& node) const {
  const auto& call = call_at(node);
  const auto* operation = ops::as_operation(call);
  return operation ? saved_call(*operation) : saved_call(*layers::as_layer_call(call));
}

Value Functional::saved_call(const ops::OperationCall& call) const {
  List args;
  Object kwargs;
  const auto& row = call.operation();
  for (const auto& name : row.called) {
    const auto saved = saved_item(*call.arguments().find(name));
    if (std::find(row.keywords.begin(), row.keywords.end(), name) != row.keywords.end()) {
      const auto has_name = [&](const Argument& a) { return a.name == name; };
      const auto& known = *std::find_if(row.arguments.begin(), row.arguments.end(), has_name);
      kwargs[name] = saved == known.default_value ? Value() : saved;
      continue;
    }
    if (row.spread && name == row.called.back()) {
      for (const auto& each : saved.as_list()) args.push_back(each);
    } else {
      args.push_back(saved);
    }
  }
  return Object{{"args", std::move(args)}, {"kwargs", std::move(kwargs)}};
}

Value Functional::saved_call(const layers::LayerCall& call) const {
  List args;
  auto kwargs = call.saved_kwargs;
  const auto inputs = saved_item(call.inputs);
  if (call.layer.impl()->takes_separate_inputs() && inputs.is_list()) {
    args = inputs.as_list();
  } else {
    args.push_back(inputs);
  }
  const auto first = args.end() - static_cast<std::ptrdiff_t>(call.keywords.size());
  for (std::size_t i = 0; i < call.keywords.size(); ++i)
    kwargs[call.keywords[i]] = first[static_cast<std::ptrdiff_t>(i)];
  args.erase(first, args.end());
  const auto& options = call.options;
  if (options.training) kwargs["training"] = *options.training;
  if (options.mask.defined()) kwargs["mask"] = saved_item(options.mask);
  if (options.initial_state.defined()) {
    const auto states = saved_item(options.initial_state);
    kwargs["initial_state"] =
        has_lists(call.saved_states) ? in_lists_of(call.saved_states, states) : states;
  }
  for (const auto& [name, item] : options.arguments) kwargs[name] = saved_item(item);
  return Object{{"args", std::move(args)}, {"kwargs", std::move(kwargs)}};
}

Object Functional::saved_part(const Part& part) const {
  if (part.layer.defined()) return to_value(part.layer).as_object();
  const auto& operation = *ops::as_operation(*part.operation);
  const auto& row = operation.operation();
  Object config = {{"name", operation.called_name()}};
  for (const auto& [name, item] : operation.arguments())
    if (std::find(row.called.begin(), row.called.end(), name) == row.called.end())
      config[name] = saved_item(item);
  return serialized(row.module, row.class_name, std::move(config), row.class_name);
}

/// A graph has no dtype policy of its own.
Object Functional::full_config() const {
  auto config = Impl::full_config();
  config.erase("dtype");
  return config;
}

Object Functional::config() const {
  List saved_layers;
  for (const auto& part : parts_) {
    auto entry = saved_part(part);
    entry["name"] = part.name();
    List nodes;
    for (const auto& node : nodes_) {
      const auto& call = call_at(*node);
      const bool own =
          part.layer.defined() ? call.called() == part.layer.impl().get() : &call == part.operation;
      if (own && !node->inputs.empty()) nodes.push_back(saved_node(*node));
    }
    entry["inbound_nodes"] = std::move(nodes);
    saved_layers.push_back(std::move(entry));
  }
  const auto place = [&](const Tensor& t) { return place_of(t); };
  auto places = structured(outputs_, place);
  if (!saved_outputs_.is_null()) {
    auto next = std::as_const(places).as_list().begin();
    places = laid_out(saved_outputs_, next);
  }
  return {{"layers", std::move(saved_layers)},
          {"input_layers", structured(inputs_, place)},
          {"output_layers", std::move(places)}};
}

}  // namespace keras
