#include "keras/layers/pooling/max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/pooling_impl.hpp"

namespace keras::layers {

MaxPooling1D::MaxPooling1D(MaxPoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPoolingOptions, 1, ops::max_pool>>(
          "MaxPooling1D", std::move(options))) {}
MaxPooling1D::MaxPooling1D(Sizes pool_size, MaxPoolingOptions options)
    : MaxPooling1D((options.pool_size = std::move(pool_size), std::move(options))) {}
MaxPooling2D::MaxPooling2D(MaxPoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPoolingOptions, 2, ops::max_pool>>(
          "MaxPooling2D", std::move(options))) {}
MaxPooling2D::MaxPooling2D(Sizes pool_size, MaxPoolingOptions options)
    : MaxPooling2D((options.pool_size = std::move(pool_size), std::move(options))) {}
MaxPooling3D::MaxPooling3D(MaxPoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPoolingOptions, 3, ops::max_pool>>(
          "MaxPooling3D", std::move(options))) {}
MaxPooling3D::MaxPooling3D(Sizes pool_size, MaxPoolingOptions options)
    : MaxPooling3D((options.pool_size = std::move(pool_size), std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::MaxPooling1D,
                                  keras::layers::MaxPoolingOptions>;
template struct keras::Definition<keras::Layer, keras::layers::MaxPooling2D,
                                  keras::layers::MaxPoolingOptions>;
template struct keras::Definition<keras::Layer, keras::layers::MaxPooling3D,
                                  keras::layers::MaxPoolingOptions>;
