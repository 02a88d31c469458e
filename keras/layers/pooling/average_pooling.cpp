#include "keras/layers/pooling/average_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/pooling_impl.hpp"

namespace keras::layers {

AveragePooling1D::AveragePooling1D(AveragePoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<AveragePoolingOptions, 1, ops::average_pool>>(
          "AveragePooling1D", std::move(options))) {}
AveragePooling1D::AveragePooling1D(Sizes pool_size, AveragePoolingOptions options)
    : AveragePooling1D((options.pool_size = std::move(pool_size), std::move(options))) {}
AveragePooling2D::AveragePooling2D(AveragePoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<AveragePoolingOptions, 2, ops::average_pool>>(
          "AveragePooling2D", std::move(options))) {}
AveragePooling2D::AveragePooling2D(Sizes pool_size, AveragePoolingOptions options)
    : AveragePooling2D((options.pool_size = std::move(pool_size), std::move(options))) {}
AveragePooling3D::AveragePooling3D(AveragePoolingOptions options)
    : Layer(std::make_shared<PoolingImpl<AveragePoolingOptions, 3, ops::average_pool>>(
          "AveragePooling3D", std::move(options))) {}
AveragePooling3D::AveragePooling3D(Sizes pool_size, AveragePoolingOptions options)
    : AveragePooling3D((options.pool_size = std::move(pool_size), std::move(options))) {}

const Registered<Layer> registered_average_pooling1d =
    registered<Layer, AveragePooling1D, AveragePoolingOptions>("keras.layers", "AveragePooling1D");
const Registered<Layer> registered_average_pooling2d =
    registered<Layer, AveragePooling2D, AveragePoolingOptions>("keras.layers", "AveragePooling2D");
const Registered<Layer> registered_average_pooling3d =
    registered<Layer, AveragePooling3D, AveragePoolingOptions>("keras.layers", "AveragePooling3D");

}  // namespace keras::layers
