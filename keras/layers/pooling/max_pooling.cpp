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

const Registered<Layer> registered_max_pooling1d =
    registered<Layer, MaxPooling1D, MaxPoolingOptions>("keras.layers", "MaxPooling1D");
const Registered<Layer> registered_max_pooling2d =
    registered<Layer, MaxPooling2D, MaxPoolingOptions>("keras.layers", "MaxPooling2D");
const Registered<Layer> registered_max_pooling3d =
    registered<Layer, MaxPooling3D, MaxPoolingOptions>("keras.layers", "MaxPooling3D");

}  // namespace keras::layers
