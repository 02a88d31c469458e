#include "keras/layers/reshaping/flatten.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct FlattenImpl final : LayerOf<FlattenOptions> {
  explicit FlattenImpl(FlattenOptions o) : LayerOf("Flatten", std::move(o)) {
    options.data_format = checked_data_format(options.data_format, "Flatten");
  }

  Object config() const override { return {{"data_format", *options.data_format}}; }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() < 1)
      fail(path(), ": the input must have at least one axis; received shape ", x.shape());
    const bool first = options.data_format == "channels_first" && x.rank() > 1;
    const auto last = first ? ops::moveaxis(x, 1, -1) : x;
    return ops::reshape(last, {x.shape(0), x.shape().from(1).elements()});
  }
};

}  // namespace

Flatten::Flatten(FlattenOptions options)
    : Layer(std::make_shared<FlattenImpl>(std::move(options))) {}

const Registered<Layer> registered_flatten =
    registered<Layer, Flatten, FlattenOptions>("keras.layers", "Flatten");

}  // namespace keras::layers
