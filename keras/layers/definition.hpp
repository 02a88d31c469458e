// Own layers: plain structs whose fields are their arguments and, after those, their parts.
//
//   struct Block {
//     int dim = 0;                       // arguments: the config, in this order
//     Dense hidden{dim};                 // parts: weights, made from the arguments
//     Variable scale = {};
//     void build(const Shape& input) { scale = Variable({.shape = {input[-1]}}); }
//     Tensor call(const Tensor& x) const { return hidden(x) * scale; }
//   };
//   Layer block = Block{.dim = 64};
#pragma once
#include <array>
#include <concepts>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/own.hpp"
#include "keras/graph/definition.hpp"
#include "keras/layers/input_spec.hpp"
#include "keras/layers/layer.hpp"
#include "keras/random/seed_generator.hpp"

namespace keras {

template <std::derived_from<Layer> L>
inline constexpr bool is_part<L> = true;
template <>
inline constexpr bool is_part<SeedGenerator> = true;

}  // namespace keras

namespace keras::layers {
namespace detail {

template <class T>
inline constexpr bool is_layers = false;
template <std::derived_from<Layer> L>
inline constexpr bool is_layers<std::vector<L>> = true;

template <std::size_t N>
Tensors to_tensors(const std::array<Tensor, N>& tensors) {
  return std::vector<Tensor>(tensors.begin(), tensors.end());
}
inline Tensors to_tensors(Tensors tensors) { return tensors; }

}  // namespace detail

/// A user's struct as a layer.
template <class D>
class OwnLayer final : public Layer::Impl {
 public:
  OwnLayer(D definition, std::string name, DTypePolicy policy, bool trainable)
      : Impl(std::string(own_class_name<D>()), std::move(name), std::move(policy), trainable),
        definition_(std::move(definition)) {
    if constexpr (!builds) track_variables();
  }

  D& definition() { return definition_; }
  const D& definition() const { return definition_; }

  void* own_definition(const void* tag) override {
    return tag == &definition_tag<D> ? &definition_ : nullptr;
  }
  std::string module() const override { return std::string(own_package<D>()); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return definition_config(definition_); }
  std::vector<Layer::Child> children() const override {
    std::vector<Layer::Child> children;
    each([&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      if constexpr (detail::is_layers<Field>) {
        std::vector<Layer> layers(field.begin(), field.end());
        std::erase_if(layers, [](const Layer& layer) { return !layer.defined(); });
        children.push_back({std::string(name), std::move(layers), true});
      } else if constexpr (std::derived_from<Field, Layer>) {
        if (field.defined()) children.push_back({std::string(name), {field}});
      }
    });
    return children;
  }
  void build(const std::vector<Shape>& inputs) override {
    if constexpr (requires { definition_.build(inputs); }) {
      definition_.build(inputs);
    } else if constexpr (builds) {
      definition_.build(inputs.at(0));
    }
    if constexpr (builds) track_variables();
  }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    if constexpr (requires { definition_.input_spec(); })
      expect_inputs(path(), as_list(definition_.input_spec()), inputs);
    if constexpr (takes_list) {
      return with_context(context, inputs);
    } else if constexpr (takes<1>) {
      if (inputs.size() == 1) return with_context(context, inputs[0]);
    } else if constexpr (takes<2>) {
      if (inputs.size() == 2) return with_context(context, inputs[0], inputs[1]);
    } else if constexpr (takes<3>) {
      if (inputs.size() == 3) return with_context(context, inputs[0], inputs[1], inputs[2]);
    }
    fail(path(), ": its call takes another number of inputs; received ", inputs.size());
  }
  bool takes_separate_inputs() const override { return !takes_list && !takes<1>; }
  bool supports_masking() const override {
    if constexpr (requires { D::supports_masking; }) return D::supports_masking;
    return computes_mask;
  }
  Tensors compute_mask(const Tensors& inputs, const Tensors& mask) const override {
    if constexpr (computes_mask) {
      return definition_.compute_mask(inputs, mask.defined() ? Tensor(mask) : Tensor());
    } else {
      return mask;
    }
  }

 private:
  static constexpr bool builds = requires(D d, const Shape& shape) { d.build(shape); }
  || requires(D d, const std::vector<Shape>& shapes) { d.build(shapes); };
  static constexpr bool computes_mask = requires(const D d, const Tensor& x) {
    { d.compute_mask(x, x) } -> std::convertible_to<Tensor>;
  };
  /// Whether call wants all inputs at once, as `Tensors`.
  static constexpr bool takes_list = requires(D d, std::vector<Tensor> list) { d.call(list); }
  || requires(D d, std::vector<Tensor> list, CallContext& context) { d.call(list, context); };
  template <int N>
  static constexpr bool takes = [] {
    if constexpr (N == 1) {
      return requires(D d, const Tensor& x) { d.call(x); }
      || requires(D d, const Tensor& x, CallContext& c) { d.call(x, c); };
    } else if constexpr (N == 2) {
      return requires(D d, const Tensor& x) { d.call(x, x); }
      || requires(D d, const Tensor& x, CallContext& c) { d.call(x, x, c); };
    } else {
      return requires(D d, const Tensor& x) { d.call(x, x, x); }
      || requires(D d, const Tensor& x, CallContext& c) { d.call(x, x, x, c); };
    }
  }();

  static std::vector<InputSpec> as_list(std::vector<InputSpec> specs) { return specs; }
  static std::vector<InputSpec> as_list(InputSpec spec) { return {std::move(spec)}; }
  template <class... Given>
  Tensors with_context(CallContext& context, const Given&... given) {
    if constexpr (requires { definition_.call(given..., context); }) {
      return detail::to_tensors(definition_.call(given..., context));
    } else {
      return detail::to_tensors(definition_.call(given...));
    }
  }
  template <class Visit>
  void each(Visit visit) const {
    reflect::for_each(definition_, visit);
  }
  /// A variable without a name of its own has that of its field.
  void track_variables() {
    const auto add = [&](std::string_view name, const Variable& variable) {
      if (!variable.defined()) return;
      if (variable.name() == "variable") variable.slot()->name = name;
      track(variable);
    };
    each([&](std::string_view name, const auto& field) {
      using Field = std::remove_cvref_t<decltype(field)>;
      if constexpr (std::same_as<Field, Variable>) add(name, field);
      if constexpr (std::same_as<Field, Variables>)
        for (const auto& variable : field) add(name, variable);
    });
  }

  D definition_;
};

/// An own struct read from its config, as an Impl of the class `Own`.
template <class D, class Own = OwnLayer<D>>
Layer own_from(const Object& saved) {
  auto config = saved;
  std::string name;
  DTypePolicy policy;
  bool trainable = true;
  const auto take = [&](const char* key, auto& into) {
    using keras::from_value;
    const auto* value = config.find(key);
    if (value && !value->is_null()) from_value(*value, into);
    config.erase(key);
  };
  take("name", name), take("dtype", policy), take("trainable", trainable);
  return Layer(std::make_shared<Own>(definition_from<D>(config), std::move(name), std::move(policy),
                                     trainable));
}

/// Makes an own layer known to `load_model` before it is used.
template <LayerDefinition D>
void register_layer() {
  Registry<Layer>::instance().add({std::string(own_package<D>()), std::string(own_class_name<D>()),
                                   own_registered_name<D>(), own_from<D>});
}

}  // namespace keras::layers

namespace keras {

template <LayerDefinition D>
Layer::Layer(D definition)
    : impl_(std::make_shared<layers::OwnLayer<D>>(std::move(definition), std::string(),
                                                  DTypePolicy(), true)) {
  layers::register_layer<D>();
}

}  // namespace keras
