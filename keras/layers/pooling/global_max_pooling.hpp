#pragma once
#include "keras/layers/pooling/pooling_options.hpp"

namespace keras::layers {

/// The largest element of each channel: (batch, steps, channels) -> (batch, channels).
///
///     auto y = GlobalMaxPooling1D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling1d
class GlobalMaxPooling1D : public Layer {
 public:
  GlobalMaxPooling1D(GlobalPoolingOptions options = {});
};

/// The largest element of each channel: (batch, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalMaxPooling2D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling2d
class GlobalMaxPooling2D : public Layer {
 public:
  GlobalMaxPooling2D(GlobalPoolingOptions options = {});
};

/// The largest element of each channel: (batch, depth, height, width, channels) -> (batch,
/// channels).
///
///     auto y = GlobalMaxPooling3D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling3d
class GlobalMaxPooling3D : public Layer {
 public:
  GlobalMaxPooling3D(GlobalPoolingOptions options = {});
};

// Keras has two names for each.
using GlobalMaxPool1D = GlobalMaxPooling1D;
using GlobalMaxPool2D = GlobalMaxPooling2D;
using GlobalMaxPool3D = GlobalMaxPooling3D;

extern const Registered<Layer> registered_global_max_pooling1d;
[[gnu::used]] inline const auto* const linked_global_max_pooling1d =
    &registered_global_max_pooling1d;

}  // namespace keras::layers
