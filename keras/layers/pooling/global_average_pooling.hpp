#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GlobalAveragePooling1D`, in the order of keras.layers.GlobalAveragePooling1D.
struct GlobalAveragePooling1DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each channel: (batch, steps, channels) -> (batch, channels).
/// Steps where a mask is false do not count.
///
///     auto y = GlobalAveragePooling1D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling1d
class GlobalAveragePooling1D : public Layer {
 public:
  GlobalAveragePooling1D(GlobalAveragePooling1DOptions options = {});
};

/// Arguments of `GlobalAveragePooling2D`, in the order of keras.layers.GlobalAveragePooling2D.
struct GlobalAveragePooling2DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each channel: (batch, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalAveragePooling2D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling2d
class GlobalAveragePooling2D : public Layer {
 public:
  GlobalAveragePooling2D(GlobalAveragePooling2DOptions options = {});
};

/// Arguments of `GlobalAveragePooling3D`, in the order of keras.layers.GlobalAveragePooling3D.
struct GlobalAveragePooling3DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each channel: (batch, depth, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalAveragePooling3D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_average_pooling3d
class GlobalAveragePooling3D : public Layer {
 public:
  GlobalAveragePooling3D(GlobalAveragePooling3DOptions options = {});
};

inline const auto registered_global_average_pooling1d =
    registered<GlobalAveragePooling1D, GlobalAveragePooling1DOptions>("GlobalAveragePooling1D");
inline const auto registered_global_average_pooling2d =
    registered<GlobalAveragePooling2D, GlobalAveragePooling2DOptions>("GlobalAveragePooling2D");
inline const auto registered_global_average_pooling3d =
    registered<GlobalAveragePooling3D, GlobalAveragePooling3DOptions>("GlobalAveragePooling3D");

}  // namespace keras::layers
