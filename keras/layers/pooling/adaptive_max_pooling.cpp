#include "keras/layers/pooling/adaptive_max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/adaptive_pooling_impl.hpp"

namespace keras::layers {

AdaptiveMaxPooling1D::AdaptiveMaxPooling1D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<1, ops::adaptive_max_pool>>("AdaptiveMaxPooling1D",
                                                                             std::move(options))) {}
AdaptiveMaxPooling1D::AdaptiveMaxPooling1D(Sizes output_size, AdaptivePoolingOptions options)
    : AdaptiveMaxPooling1D((options.output_size = std::move(output_size), std::move(options))) {}
AdaptiveMaxPooling2D::AdaptiveMaxPooling2D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<2, ops::adaptive_max_pool>>("AdaptiveMaxPooling2D",
                                                                             std::move(options))) {}
AdaptiveMaxPooling2D::AdaptiveMaxPooling2D(Sizes output_size, AdaptivePoolingOptions options)
    : AdaptiveMaxPooling2D((options.output_size = std::move(output_size), std::move(options))) {}
AdaptiveMaxPooling3D::AdaptiveMaxPooling3D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<3, ops::adaptive_max_pool>>("AdaptiveMaxPooling3D",
                                                                             std::move(options))) {}
AdaptiveMaxPooling3D::AdaptiveMaxPooling3D(Sizes output_size, AdaptivePoolingOptions options)
    : AdaptiveMaxPooling3D((options.output_size = std::move(output_size), std::move(options))) {}

const Registered<Layer> registered_adaptive_max_pooling1d =
    registered<Layer, AdaptiveMaxPooling1D, AdaptivePoolingOptions>("keras.layers",
                                                                    "AdaptiveMaxPooling1D");
const Registered<Layer> registered_adaptive_max_pooling2d =
    registered<Layer, AdaptiveMaxPooling2D, AdaptivePoolingOptions>("keras.layers",
                                                                    "AdaptiveMaxPooling2D");
const Registered<Layer> registered_adaptive_max_pooling3d =
    registered<Layer, AdaptiveMaxPooling3D, AdaptivePoolingOptions>("keras.layers",
                                                                    "AdaptiveMaxPooling3D");

}  // namespace keras::layers
