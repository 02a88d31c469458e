// What the pooling layers of one kind take, whatever the number of axes.
#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AdaptiveAveragePooling1D` to `AdaptiveMaxPooling3D`, in Keras's order.
struct AdaptivePoolingOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Arguments of `GlobalAveragePooling1D` to `GlobalMaxPooling3D`, in Keras's order.
struct GlobalPoolingOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

}  // namespace keras::layers
