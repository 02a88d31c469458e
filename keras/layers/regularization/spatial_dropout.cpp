#include "keras/layers/regularization/spatial_dropout.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/image_rank.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

template <class Options, int axes>
struct SpatialDropoutImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;
  random::SeedGenerator generator;

  SpatialDropoutImpl(const char* name, Options o)
      : LayerOf<Options>(name, std::move(o)), generator(options.seed) {
    if (!(options.rate >= 0 && options.rate <= 1))
      fail("layers.", name, ": rate must be in [0, 1]; received rate=", options.rate);
    if constexpr (axes > 1) options.data_format = checked_data_format(options.data_format, name);
    this->built = true;
  }

  Object full_config() const override { return this->brief_config(); }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    expect_images(this->path(), axes, x.shape());
    if (!context.training || options.rate == 0) return x;
    auto together = x.shape();
    for (int i = 0; i < axes; ++i) together[first_spatial_axis() + i] = 1;
    return random::dropout(x, options.rate, {.noise_shape = together, .seed = generator});
  }

  int first_spatial_axis() const {
    if constexpr (axes > 1) return options.data_format == "channels_first" ? 2 : 1;
    return 1;
  }
};

}  // namespace

SpatialDropout1D::SpatialDropout1D(SpatialDropout1DOptions options)
    : Layer(std::make_shared<SpatialDropoutImpl<SpatialDropout1DOptions, 1>>("SpatialDropout1D",
                                                                             std::move(options))) {}
SpatialDropout1D::SpatialDropout1D(double rate, SpatialDropout1DOptions options)
    : SpatialDropout1D((options.rate = rate, std::move(options))) {}
SpatialDropout2D::SpatialDropout2D(SpatialDropout2DOptions options)
    : Layer(std::make_shared<SpatialDropoutImpl<SpatialDropout2DOptions, 2>>("SpatialDropout2D",
                                                                             std::move(options))) {}
SpatialDropout2D::SpatialDropout2D(double rate, SpatialDropout2DOptions options)
    : SpatialDropout2D((options.rate = rate, std::move(options))) {}
SpatialDropout3D::SpatialDropout3D(SpatialDropout3DOptions options)
    : Layer(std::make_shared<SpatialDropoutImpl<SpatialDropout3DOptions, 3>>("SpatialDropout3D",
                                                                             std::move(options))) {}
SpatialDropout3D::SpatialDropout3D(double rate, SpatialDropout3DOptions options)
    : SpatialDropout3D((options.rate = rate, std::move(options))) {}

const Registered<Layer> registered_spatial_dropout1d =
    registered<Layer, SpatialDropout1D, SpatialDropout1DOptions>("keras.layers",
                                                                 "SpatialDropout1D");
const Registered<Layer> registered_spatial_dropout2d =
    registered<Layer, SpatialDropout2D, SpatialDropout2DOptions>("keras.layers",
                                                                 "SpatialDropout2D");
const Registered<Layer> registered_spatial_dropout3d =
    registered<Layer, SpatialDropout3D, SpatialDropout3DOptions>("keras.layers",
                                                                 "SpatialDropout3D");

}  // namespace keras::layers
