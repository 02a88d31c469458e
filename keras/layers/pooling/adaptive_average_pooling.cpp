#include "keras/layers/pooling/adaptive_average_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/adaptive_pooling_impl.hpp"

namespace keras::layers {

AdaptiveAveragePooling1D::AdaptiveAveragePooling1D(AdaptiveAveragePooling1DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveAveragePooling1DOptions, 1, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling1D", std::move(options))) {}
AdaptiveAveragePooling1D::AdaptiveAveragePooling1D(Sizes output_size,
                                                   AdaptiveAveragePooling1DOptions options)
    : AdaptiveAveragePooling1D((options.output_size = std::move(output_size), std::move(options))) {
}
AdaptiveAveragePooling2D::AdaptiveAveragePooling2D(AdaptiveAveragePooling2DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveAveragePooling2DOptions, 2, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling2D", std::move(options))) {}
AdaptiveAveragePooling2D::AdaptiveAveragePooling2D(Sizes output_size,
                                                   AdaptiveAveragePooling2DOptions options)
    : AdaptiveAveragePooling2D((options.output_size = std::move(output_size), std::move(options))) {
}
AdaptiveAveragePooling3D::AdaptiveAveragePooling3D(AdaptiveAveragePooling3DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveAveragePooling3DOptions, 3, ops::adaptive_average_pool>>(
          "AdaptiveAveragePooling3D", std::move(options))) {}
AdaptiveAveragePooling3D::AdaptiveAveragePooling3D(Sizes output_size,
                                                   AdaptiveAveragePooling3DOptions options)
    : AdaptiveAveragePooling3D((options.output_size = std::move(output_size), std::move(options))) {
}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::AdaptiveAveragePooling1D,
                                  keras::layers::AdaptiveAveragePooling1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::AdaptiveAveragePooling2D,
                                  keras::layers::AdaptiveAveragePooling2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::AdaptiveAveragePooling3D,
                                  keras::layers::AdaptiveAveragePooling3DOptions>;
