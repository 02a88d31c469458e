#include "keras/layers/pooling/max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/pooling_impl.hpp"

namespace keras::layers {

MaxPooling1D::MaxPooling1D(MaxPooling1DOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPooling1DOptions, 1, ops::max_pool>>(
          "MaxPooling1D", std::move(options))) {}
MaxPooling1D::MaxPooling1D(Sizes pool_size, MaxPooling1DOptions options)
    : MaxPooling1D((options.pool_size = std::move(pool_size), std::move(options))) {}
MaxPooling2D::MaxPooling2D(MaxPooling2DOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPooling2DOptions, 2, ops::max_pool>>(
          "MaxPooling2D", std::move(options))) {}
MaxPooling2D::MaxPooling2D(Sizes pool_size, MaxPooling2DOptions options)
    : MaxPooling2D((options.pool_size = std::move(pool_size), std::move(options))) {}
MaxPooling3D::MaxPooling3D(MaxPooling3DOptions options)
    : Layer(std::make_shared<PoolingImpl<MaxPooling3DOptions, 3, ops::max_pool>>(
          "MaxPooling3D", std::move(options))) {}
MaxPooling3D::MaxPooling3D(Sizes pool_size, MaxPooling3DOptions options)
    : MaxPooling3D((options.pool_size = std::move(pool_size), std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::MaxPooling1D,
                                  keras::layers::MaxPooling1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::MaxPooling2D,
                                  keras::layers::MaxPooling2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::MaxPooling3D,
                                  keras::layers::MaxPooling3DOptions>;
