#include "keras/layers/layer_call.hpp"

#include <map>

#include "keras/core/error.hpp"

namespace keras::layers {
namespace {

constexpr char layer_call_type = 0;

}  // namespace

const void* LayerCall::type() const { return &layer_call_type; }

std::vector<Tensor> LayerCall::tensors() const {
  auto all = inputs.flat();
  for (const auto* more : {&options.mask, &options.initial_state})
    all.insert(all.end(), more->flat().begin(), more->flat().end());
  const auto rest = options.arguments.tensors();
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

std::vector<Tensor> LayerCall::tensors_by_name() const {
  const auto& given = inputs.flat();
  const auto first = given.end() - static_cast<std::ptrdiff_t>(keywords.size());
  std::map<std::string, std::vector<Tensor>> named = {
      {"mask", options.mask.flat()}, {"initial_state", options.initial_state.flat()}};
  for (std::size_t i = 0; i < keywords.size(); ++i)
    named[keywords[i]] = {first[static_cast<std::ptrdiff_t>(i)]};
  for (const auto& [name, item] : options.arguments)
    if (const auto* tensors = std::get_if<Tensors>(&item)) named[name] = tensors->flat();
  std::vector<Tensor> all(given.begin(), first);
  for (const auto& [name, tensors] : named) all.insert(all.end(), tensors.begin(), tensors.end());
  return all;
}

Tensors LayerCall::replay(std::span<const Tensor> tensors) const {
  return replay(tensors, options.training);
}

Tensors LayerCall::replay(std::span<const Tensor> tensors, std::optional<bool> training) const {
  const auto [given, with] = arguments(tensors, training);
  return layer.call_all(given, with);
}

std::pair<Tensors, CallOptions> LayerCall::arguments(std::span<const Tensor> tensors,
                                                     std::optional<bool> training) const {
  auto given = take_front(inputs, tensors);
  CallOptions with = {.training = training,
                      .mask = take_front(options.mask, tensors),
                      .initial_state = take_front(options.initial_state, tensors)};
  with.arguments = options.arguments.with(tensors);
  return {std::move(given), std::move(with)};
}

int LayerCall::number_of(const graph::Node& node) const {
  int number = 0;
  for (const auto& weak : layer.impl()->symbolic_calls) {
    if (weak.lock().get() == &node) break;
    ++number;
  }
  return number;
}

const LayerCall* as_layer_call(const graph::Call& call) {
  return call.type() == &layer_call_type ? static_cast<const LayerCall*>(&call) : nullptr;
}

}  // namespace keras::layers
