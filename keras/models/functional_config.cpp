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

/// Lists like `saved`, with the places from `next` on.
Value laid_out(const Value& saved, List::const_iterator& next) {
  if (is_place(saved)) return *next++;
  List list;
  for (const auto& each : saved.as_list()) list.push_back(laid_out(each, next));
  return list;
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
  List args;
  Object kwargs;
  if (const auto* operation = ops::as_operation(call)) {
    const auto& row = operation->operation();
    for (const auto& name : row.called) {
      const auto saved = saved_item(*operation->arguments().find(name));
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
  } else {
    const auto& of_layer = *layers::as_layer_call(call);
    kwargs = of_layer.saved_kwargs;
    const auto& options = of_layer.options;
    const bool several = of_layer.layer.impl()->takes_separate_inputs();
    const auto inputs = saved_item(of_layer.inputs);
    if (several && inputs.is_list()) {
      args = inputs.as_list();
    } else {
      args.push_back(inputs);
    }
    const auto first = args.end() - static_cast<std::ptrdiff_t>(of_layer.keywords.size());
    for (std::size_t i = 0; i < of_layer.keywords.size(); ++i)
      kwargs[of_layer.keywords[i]] = first[static_cast<std::ptrdiff_t>(i)];
    args.erase(first, args.end());
    if (options.training) kwargs["training"] = *options.training;
    if (options.mask.defined()) kwargs["mask"] = saved_item(options.mask);
    if (options.initial_state.defined())
      kwargs["initial_state"] = saved_item(options.initial_state);
    for (const auto& [name, item] : options.arguments) kwargs[name] = saved_item(item);
  }
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
