#include "keras/layers/pooling/adaptive_average_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/adaptive_pooling_impl.hpp"

namespace keras::layers {

AdaptiveAveragePooling1D::AdaptiveAveragePooling1D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<1, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling1D", std::move(options))) {}
AdaptiveAveragePooling1D::AdaptiveAveragePooling1D(Sizes output_size,
                                                   AdaptivePoolingOptions options)
    : AdaptiveAveragePooling1D((options.output_size = std::move(output_size), std::move(options))) {
}
AdaptiveAveragePooling2D::AdaptiveAveragePooling2D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<2, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling2D", std::move(options))) {}
AdaptiveAveragePooling2D::AdaptiveAveragePooling2D(Sizes output_size,
                                                   AdaptivePoolingOptions options)
    : AdaptiveAveragePooling2D((options.output_size = std::move(output_size), std::move(options))) {
}
AdaptiveAveragePooling3D::AdaptiveAveragePooling3D(AdaptivePoolingOptions options)
    : Layer(std::make_shared<AdaptivePoolingImpl<3, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling3D", std::move(options))) {}
AdaptiveAveragePooling3D::AdaptiveAveragePooling3D(Sizes output_size,
                                                   AdaptivePoolingOptions options)
    : AdaptiveAveragePooling3D((options.output_size = std::move(output_size), std::move(options))) {
}

const Registered<Layer> registered_adaptive_average_pooling1d =
    registered<Layer, AdaptiveAveragePooling1D, AdaptivePoolingOptions>("keras.layers",
                                                                        "AdaptiveAveragePooling1D");
const Registered<Layer> registered_adaptive_average_pooling2d =
    registered<Layer, AdaptiveAveragePooling2D, AdaptivePoolingOptions>("keras.layers",
                                                                        "AdaptiveAveragePooling2D");
const Registered<Layer> registered_adaptive_average_pooling3d =
    registered<Layer, AdaptiveAveragePooling3D, AdaptivePoolingOptions>("keras.layers",
                                                                        "AdaptiveAveragePooling3D");

}  // namespace keras::layers
