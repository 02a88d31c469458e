#include "keras/layers/regularization/dropout.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

struct DropoutImpl final : LayerOf<DropoutOptions> {
  random::SeedGenerator generator;

  explicit DropoutImpl(DropoutOptions o)
      : LayerOf("Dropout", std::move(o)), generator(options.seed) {
    if (!(options.rate >= 0 && options.rate <= 1))
      fail("layers.Dropout: rate must be in [0, 1]; received rate=", options.rate);
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.training || options.rate == 0) return x;
    return random::dropout(x, options.rate, {.noise_shape = noise_shape(x), .seed = generator});
  }

  std::optional<Shape> noise_shape(const Tensor& x) const {
    auto shape = options.noise_shape;
    if (!shape) return shape;
    if (shape->rank() != x.rank())
      fail(path(), ": noise_shape must have the ", x.rank(), " axes of the input; received ",
           *shape);
    for (int i = 0; i < x.rank(); ++i)
      if ((*shape)[i] == Shape::unknown) (*shape)[i] = x.shape(i);
    return shape;
  }
};

}  // namespace

Dropout::Dropout(DropoutOptions options)
    : Layer(std::make_shared<DropoutImpl>(std::move(options))) {}
Dropout::Dropout(double rate, DropoutOptions options)
    : Dropout((options.rate = rate, std::move(options))) {}

const Registered<Layer> registered_dropout =
    registered<Layer, Dropout, DropoutOptions>("keras.layers", "Dropout");

}  // namespace keras::layers
