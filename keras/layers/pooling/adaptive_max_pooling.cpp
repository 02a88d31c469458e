#include "keras/layers/pooling/adaptive_max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/adaptive_pooling_impl.hpp"

namespace keras::layers {

AdaptiveMaxPooling1D::AdaptiveMaxPooling1D(AdaptiveMaxPooling1DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveMaxPooling1DOptions, 1, ops::adaptive_max_pool>>(
          "AdaptiveMaxPooling1D", std::move(options))) {}
AdaptiveMaxPooling1D::AdaptiveMaxPooling1D(Sizes output_size, AdaptiveMaxPooling1DOptions options)
    : AdaptiveMaxPooling1D((options.output_size = std::move(output_size), std::move(options))) {}
AdaptiveMaxPooling2D::AdaptiveMaxPooling2D(AdaptiveMaxPooling2DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveMaxPooling2DOptions, 2, ops::adaptive_max_pool>>(
          "AdaptiveMaxPooling2D", std::move(options))) {}
AdaptiveMaxPooling2D::AdaptiveMaxPooling2D(Sizes output_size, AdaptiveMaxPooling2DOptions options)
    : AdaptiveMaxPooling2D((options.output_size = std::move(output_size), std::move(options))) {}
AdaptiveMaxPooling3D::AdaptiveMaxPooling3D(AdaptiveMaxPooling3DOptions options)
    : Layer(std::make_shared<
            AdaptivePoolingImpl<AdaptiveMaxPooling3DOptions, 3, ops::adaptive_max_pool>>(
          "AdaptiveMaxPooling3D", std::move(options))) {}
AdaptiveMaxPooling3D::AdaptiveMaxPooling3D(Sizes output_size, AdaptiveMaxPooling3DOptions options)
    : AdaptiveMaxPooling3D((options.output_size = std::move(output_size), std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::AdaptiveMaxPooling1D,
                                  keras::layers::AdaptiveMaxPooling1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::AdaptiveMaxPooling2D,
                                  keras::layers::AdaptiveMaxPooling2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::AdaptiveMaxPooling3D,
                                  keras::layers::AdaptiveMaxPooling3DOptions>;
