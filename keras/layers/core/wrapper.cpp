#include "keras/layers/core/wrapper.hpp"

#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

struct WrapperImpl final : LayerOf<WrapperOptions> {
  explicit WrapperImpl(WrapperOptions o) : LayerOf("Wrapper", std::move(o)) {
    if (!options.layer.defined())
      fail("layers.Wrapper: layer must be a layer; received layer=None");
  }
  std::vector<Layer::Child> children() const override { return {{"layer", {options.layer}}}; }
  using LayerOf::build;
  void build(const Shape& input) override { options.layer.build({input}); }
  Tensor call(const Tensor&, CallContext&) override {
    fail(path(), ": a Wrapper does nothing by itself; use an own struct with a Layer field");
  }
};

}  // namespace

Wrapper::Wrapper(WrapperOptions options)
    : Layer(std::make_shared<WrapperImpl>(std::move(options))) {}
Wrapper::Wrapper(Layer layer, WrapperOptions options)
    : Wrapper((options.layer = std::move(layer), std::move(options))) {}

const Registered<Layer> registered_wrapper =
    registered<Layer, Wrapper, WrapperOptions>("keras.layers", "Wrapper");

}  // namespace keras::layers
