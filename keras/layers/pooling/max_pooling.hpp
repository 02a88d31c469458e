#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `MaxPooling1D`, in the order of keras.layers.MaxPooling1D.
struct MaxPooling1DOptions {
  Sizes pool_size = 2;                          ///< Lengths of the window.
  std::optional<Sizes> strides = {};            ///< As pool_size by default.
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each window, channel by channel: (batch, steps, channels) -> (batch,
/// steps', channels).
///
///     auto y = MaxPooling1D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/max_pooling1d
class MaxPooling1D : public Layer {
 public:
  MaxPooling1D(MaxPooling1DOptions options = {});
  explicit MaxPooling1D(Sizes pool_size, MaxPooling1DOptions options = {});
  explicit MaxPooling1D(std::initializer_list<int> pool_size, MaxPooling1DOptions options = {})
      : MaxPooling1D(Sizes(pool_size), std::move(options)) {}
};

/// Arguments of `MaxPooling2D`, in the order of keras.layers.MaxPooling2D.
struct MaxPooling2DOptions {
  Sizes pool_size = 2;                          ///< Lengths of the window.
  std::optional<Sizes> strides = {};            ///< As pool_size by default.
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each window, channel by channel: (batch, height, width, channels) ->
/// (batch, height', width', channels).
///
///     auto y = MaxPooling2D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/max_pooling2d
class MaxPooling2D : public Layer {
 public:
  MaxPooling2D(MaxPooling2DOptions options = {});
  explicit MaxPooling2D(Sizes pool_size, MaxPooling2DOptions options = {});
  explicit MaxPooling2D(std::initializer_list<int> pool_size, MaxPooling2DOptions options = {})
      : MaxPooling2D(Sizes(pool_size), std::move(options)) {}
};

/// Arguments of `MaxPooling3D`, in the order of keras.layers.MaxPooling3D.
struct MaxPooling3DOptions {
  Sizes pool_size = 2;                          ///< Lengths of the window.
  std::optional<Sizes> strides = {};            ///< As pool_size by default.
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each window, channel by channel: (batch, depth, height, width, channels)
/// -> (batch, depth', height', width', channels).
///
///     auto y = MaxPooling3D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/max_pooling3d
class MaxPooling3D : public Layer {
 public:
  MaxPooling3D(MaxPooling3DOptions options = {});
  explicit MaxPooling3D(Sizes pool_size, MaxPooling3DOptions options = {});
  explicit MaxPooling3D(std::initializer_list<int> pool_size, MaxPooling3DOptions options = {})
      : MaxPooling3D(Sizes(pool_size), std::move(options)) {}
};

inline const auto registered_max_pooling1d =
    registered<MaxPooling1D, MaxPooling1DOptions>("MaxPooling1D");
inline const auto registered_max_pooling2d =
    registered<MaxPooling2D, MaxPooling2DOptions>("MaxPooling2D");
inline const auto registered_max_pooling3d =
    registered<MaxPooling3D, MaxPooling3DOptions>("MaxPooling3D");

}  // namespace keras::layers
