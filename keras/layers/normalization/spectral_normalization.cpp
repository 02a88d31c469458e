#include "keras/layers/normalization/spectral_normalization.hpp"

#include "keras/graph/trace.hpp"
#include "keras/initializers/initializers.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// `x` with length 1.
Tensor unit(const Tensor& x) {
  const auto square = ops::sum(ops::square(x));
  return x / ops::sqrt(ops::maximum(square, 1e-12));
}

struct SpectralNormalizationImpl final : LayerOf<SpectralNormalizationOptions> {
  Variable kernel, vector_u;

  explicit SpectralNormalizationImpl(SpectralNormalizationOptions o)
      : LayerOf("SpectralNormalization", std::move(o)) {
    if (!options.layer.defined())
      fail("layers.SpectralNormalization: layer must be a layer; received layer=None");
    if (options.power_iterations < 1)
      fail("layers.SpectralNormalization: power_iterations must be positive; received ",
           "power_iterations=", options.power_iterations);
  }

  std::vector<Layer::Child> children() const override { return {{"layer", {options.layer}}}; }

  using LayerOf::build;
  void build(const Shape& input) override {
    options.layer.build({input});
    for (const auto& variable : options.layer.impl()->own_trainable)
      if (variable.name() == "kernel" || variable.name() == "embeddings") kernel = variable;
    if (!kernel.defined())
      fail("layers.SpectralNormalization: layer must have a kernel or embeddings; received ",
           options.layer.impl()->path());
    own_trainable.push_back(kernel);  // files hold it here and with the inner layer
    vector_u = add_weight({.shape = {1, kernel.shape()[-1]},
                           .initializer = initializers::TruncatedNormal({.stddev = 0.02}),
                           .trainable = false,
                           .dtype = kernel.dtype(),
                           .name = "vector_u"});
  }

  Tensor call(const Tensor& x, CallContext& context) override {
    const auto before = kernel.value();
    if (context.training) normalize();
    const auto y = ops::cast(options.layer(x, {.training = context.training}), x.dtype());
    // In a step of Keras on JAX the optimizer changes the kernel as it was.
    if (context.training && graph::Trace::current()) kernel.assign(before);
    return y;
  }

  /// Power iterations from the last vector on, then the kernel by its norm; a kernel of zeros
  /// stays.
  void normalize() const {
    const auto old_u = vector_u.value(), old_kernel = kernel.value();
    const auto columns = kernel.shape()[-1];
    const auto matrix = ops::reshape(old_kernel, {-1, columns});
    auto u = old_u;
    Tensor v;
    for (int i = 0; i < options.power_iterations; ++i) {
      v = unit(ops::matmul(u, ops::transpose(matrix)));
      u = unit(ops::matmul(v, matrix));
    }
    u = ops::stop_gradient(u), v = ops::stop_gradient(v);
    const auto norm = ops::matmul(ops::matmul(v, matrix), ops::transpose(u));
    const auto nothing = ops::all(old_kernel == 0);
    vector_u.assign(ops::where(nothing, old_u, u));
    kernel.assign(ops::where(nothing, old_kernel, old_kernel / ops::reshape(norm, {})));
  }
};

}  // namespace

SpectralNormalization::SpectralNormalization(SpectralNormalizationOptions options)
    : Layer(std::make_shared<SpectralNormalizationImpl>(std::move(options))) {}
SpectralNormalization::SpectralNormalization(Layer layer, SpectralNormalizationOptions options)
    : SpectralNormalization((options.layer = std::move(layer), std::move(options))) {}

const Registered<Layer> registered_spectral_normalization =
    registered<Layer, SpectralNormalization, SpectralNormalizationOptions>("keras.layers",
                                                                           "SpectralNormalization");

}  // namespace keras::layers
