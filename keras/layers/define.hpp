// Internal: what the definitions of layers share. A layer is a pair of files: a header with its
// options and its handle, a source with its Impl.
#pragma once
#include <utility>

#include "keras/layers/layer.hpp"

namespace keras::layers {

/// A layer's options close with these, in this order.
template <class Options>
concept ClosesLikeALayer = requires(Options o) {
  { o.name } -> std::convertible_to<std::string>;
  { o.dtype } -> std::convertible_to<DTypePolicy>;
  { o.trainable } -> std::convertible_to<bool>;
};

/// The Impl of a layer with one input and one output and its arguments in `options`.
template <ClosesLikeALayer OptionsStruct>
class LayerOf : public Layer::Impl {
 public:
  LayerOf(const char* class_name, OptionsStruct o)
      : Impl(class_name, o.name, o.dtype, o.trainable), options(std::move(o)) {}

  Object config() const override {
    auto config = to_config(options);
    for (const auto* key : {"name", "dtype", "trainable"}) config.erase(key);
    return config;
  }
  /// The `full_config` of layers that take no `trainable` in Keras, and keep the dtype by its name.
  Object brief_config() const {
    auto brief = config();
    brief["name"] = name;
    brief["dtype"] = policy.name();
    return brief;
  }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    if (inputs.size() != 1) fail(path(), ": one input is wanted; received ", inputs.size());
    return call(inputs[0], context);
  }
  virtual Tensor call(const Tensor& x, CallContext& context) = 0;
  void build(const std::vector<Shape>& inputs) override { build(inputs.at(0)); }
  virtual void build(const Shape& /*input*/) {}
  std::optional<Object> build_config() const override {
    if (!built || built_with.size() < 2) return Impl::build_config();
    return Object{{"input_shape", to_value(built_with)}};
  }

  OptionsStruct options;
};

}  // namespace keras::layers
