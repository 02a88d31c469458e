#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GlobalMaxPooling1D`, in the order of keras.layers.GlobalMaxPooling1D.
struct GlobalMaxPooling1DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each channel: (batch, steps, channels) -> (batch, channels).
///
///     auto y = GlobalMaxPooling1D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling1d
class GlobalMaxPooling1D : public Layer {
 public:
  GlobalMaxPooling1D(GlobalMaxPooling1DOptions options = {});
};

/// Arguments of `GlobalMaxPooling2D`, in the order of keras.layers.GlobalMaxPooling2D.
struct GlobalMaxPooling2DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each channel: (batch, height, width, channels) -> (batch, channels).
///
///     auto y = GlobalMaxPooling2D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling2d
class GlobalMaxPooling2D : public Layer {
 public:
  GlobalMaxPooling2D(GlobalMaxPooling2DOptions options = {});
};

/// Arguments of `GlobalMaxPooling3D`, in the order of keras.layers.GlobalMaxPooling3D.
struct GlobalMaxPooling3DOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  bool keepdims = false;                        ///< Keep the spatial axes with length 1.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each channel: (batch, depth, height, width, channels) -> (batch,
/// channels).
///
///     auto y = GlobalMaxPooling3D()(x);
///
/// https://keras.io/api/layers/pooling_layers/global_max_pooling3d
class GlobalMaxPooling3D : public Layer {
 public:
  GlobalMaxPooling3D(GlobalMaxPooling3DOptions options = {});
};

inline const auto registered_global_max_pooling1d =
    registered<GlobalMaxPooling1D, GlobalMaxPooling1DOptions>("GlobalMaxPooling1D");
inline const auto registered_global_max_pooling2d =
    registered<GlobalMaxPooling2D, GlobalMaxPooling2DOptions>("GlobalMaxPooling2D");
inline const auto registered_global_max_pooling3d =
    registered<GlobalMaxPooling3D, GlobalMaxPooling3DOptions>("GlobalMaxPooling3D");

}  // namespace keras::layers
