#include "keras/layers/core/input_layer.hpp"

#include "keras/core/naming.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras {
namespace layers {
namespace {

struct InputLayerImpl final : Layer::Impl {
  Shape shape;
  DType dtype;
  bool optional;
  std::weak_ptr<graph::Node> node;  ///< Its tensors own it, and it owns the layer.

  explicit InputLayerImpl(const InputLayerOptions& o)
      : Impl("InputLayer", o.name.empty() ? unique_name("input_layer") : o.name),
        dtype(o.dtype.value_or(DTypePolicy().compute_dtype())),
        optional(o.optional) {
    if (o.sparse || o.ragged)
      fail("layers.InputLayer: sparse and ragged inputs are not supported; received True");
    if (!o.shape && !o.batch_shape) fail("layers.InputLayer: shape must be given");
    if (o.shape && o.batch_shape)
      fail("layers.InputLayer: shape and batch_shape cannot both be given");
    shape = o.batch_shape ? *o.batch_shape
                          : Shape({o.batch_size ? Dim(*o.batch_size) : None}) + *o.shape;
    built = true;
  }

  Object config() const override { return {}; }
  Object full_config() const override {
    return {{"batch_shape", to_value(shape)},
            {"dtype", to_value(dtype)},
            {"sparse", false},
            {"ragged", false},
            {"name", name},
            {"optional", optional}};
  }
  std::optional<Object> build_config() const override { return {}; }
  Tensors call(const Tensors& inputs, CallContext&) override { return inputs; }

  Tensor symbolic() {
    if (const auto made = node.lock()) return Tensor(made);
    const auto made = std::make_shared<graph::Node>();
    made->specs = {{shape, dtype}};
    made->symbolic = true;
    made->op = std::make_shared<LayerCall>(Layer(shared_from_this()), Tensors(), CallOptions());
    symbolic_calls.push_back(made);
    node = made;
    return Tensor(made);
  }
};

}  // namespace

InputLayer::InputLayer(InputLayerOptions options)
    : Layer(std::make_shared<InputLayerImpl>(options)) {}
Shape InputLayer::batch_shape() const { return as<InputLayerImpl>().shape; }
DType InputLayer::input_dtype() const { return as<InputLayerImpl>().dtype; }
Tensor InputLayer::tensor() const { return as<InputLayerImpl>().symbolic(); }

Layer InputLayer::from_config(const Object& saved) {
  auto config = saved;
  if (const auto* old = config.find("batch_input_shape")) {
    const auto shape = *old;
    config["batch_shape"] = shape;
    config.erase("batch_input_shape");
  }
  config.erase("trainable");
  return InputLayer(options_from<InputLayerOptions>(config));
}

const Registered<Layer> registered_input_layer =
    registered<Layer, InputLayer, InputLayerOptions>("keras.layers", "InputLayer");

}  // namespace layers

Tensor Input(Shape shape, InputOptions options) {
  layers::InputLayer layer({.shape = std::move(shape),
                            .batch_size = options.batch_size,
                            .dtype = options.dtype,
                            .optional = options.optional,
                            .name = options.name});
  return layer.tensor();
}

}  // namespace keras
