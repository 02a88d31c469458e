#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/sizes.hpp"

namespace keras::layers {

/// Arguments of `ZeroPadding1D`, in the order of keras.layers.ZeroPadding1D.
struct ZeroPadding1DOptions {
  Sides padding = 1;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Zeros at both ends of each spatial axis: (batch, steps, channels) ->
/// (batch, steps + before + after, channels).
///
///     auto y = ZeroPadding1D({.padding = {1, 2}})(x);
///
/// https://keras.io/api/layers/reshaping_layers/zero_padding1d
class ZeroPadding1D : public Layer {
 public:
  ZeroPadding1D(ZeroPadding1DOptions options = {});
  explicit ZeroPadding1D(int padding, ZeroPadding1DOptions options = {});
};

/// Arguments of `ZeroPadding2D`, in the order of keras.layers.ZeroPadding2D.
struct ZeroPadding2DOptions {
  Sides padding = 1;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Zeros at both ends of each spatial axis: (batch, height, width, channels) ->
/// (batch, height', width', channels).
///
///     auto y = ZeroPadding2D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/zero_padding2d
class ZeroPadding2D : public Layer {
 public:
  ZeroPadding2D(ZeroPadding2DOptions options = {});
  explicit ZeroPadding2D(int padding, ZeroPadding2DOptions options = {});
};

/// Arguments of `ZeroPadding3D`, in the order of keras.layers.ZeroPadding3D.
struct ZeroPadding3DOptions {
  Sides padding = 1;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Zeros at both ends of each spatial axis: (batch, depth, height, width, channels) ->
/// (batch, depth', height', width', channels).
///
///     auto y = ZeroPadding3D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/zero_padding3d
class ZeroPadding3D : public Layer {
 public:
  ZeroPadding3D(ZeroPadding3DOptions options = {});
  explicit ZeroPadding3D(int padding, ZeroPadding3DOptions options = {});
};

inline const auto registered_zero_padding1d =
    registered<ZeroPadding1D, ZeroPadding1DOptions>("ZeroPadding1D");
inline const auto registered_zero_padding2d =
    registered<ZeroPadding2D, ZeroPadding2DOptions>("ZeroPadding2D");
inline const auto registered_zero_padding3d =
    registered<ZeroPadding3D, ZeroPadding3DOptions>("ZeroPadding3D");

}  // namespace keras::layers
