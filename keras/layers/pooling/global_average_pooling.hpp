#pragma once
#include "keras/layers/pooling/pooling_options.hpp"

namespace keras::layers {

/// The mean of each channel: (batch, steps, channels) -> (batch, channels).
/// Steps where a mask is false do not count.
///
///     auto y = GlobalAveragePooling1D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling1d
class GlobalAveragePooling1D : public Layer {
 public:
  GlobalAveragePooling1D(GlobalPoolingOptions options = {});
};

/// The mean of each channel: (batch, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalAveragePooling2D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling2d
class GlobalAveragePooling2D : public Layer {
 public:
  GlobalAveragePooling2D(GlobalPoolingOptions options = {});
};

/// The mean of each channel: (batch, depth, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalAveragePooling3D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling3d
class GlobalAveragePooling3D : public Layer {
 public:
  GlobalAveragePooling3D(GlobalPoolingOptions options = {});
};

// Keras has two names for each.
using GlobalAvgPool1D = GlobalAveragePooling1D;
using GlobalAvgPool2D = GlobalAveragePooling2D;
using GlobalAvgPool3D = GlobalAveragePooling3D;

extern const Registered<Layer> registered_global_average_pooling1d;
[[gnu::used]] inline const auto* const linked_global_average_pooling1d =
    &registered_global_average_pooling1d;

}  // namespace keras::layers
