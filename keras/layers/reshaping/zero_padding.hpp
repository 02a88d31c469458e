#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/sizes.hpp"

namespace keras::layers {

/// Arguments of `ZeroPadding1D`, `ZeroPadding2D` and `ZeroPadding3D`, in Keras's order.
struct ZeroPaddingOptions {
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
  ZeroPadding1D(ZeroPaddingOptions options = {});
  explicit ZeroPadding1D(int padding, ZeroPaddingOptions options = {});
};

/// Zeros at both ends of each spatial axis: (batch, height, width, channels) ->
/// (batch, height', width', channels).
///
///     auto y = ZeroPadding2D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/zero_padding2d
class ZeroPadding2D : public Layer {
 public:
  ZeroPadding2D(ZeroPaddingOptions options = {});
  explicit ZeroPadding2D(int padding, ZeroPaddingOptions options = {});
};

/// Zeros at both ends of each spatial axis: (batch, depth, height, width, channels) ->
/// (batch, depth', height', width', channels).
///
///     auto y = ZeroPadding3D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/zero_padding3d
class ZeroPadding3D : public Layer {
 public:
  ZeroPadding3D(ZeroPaddingOptions options = {});
  explicit ZeroPadding3D(int padding, ZeroPaddingOptions options = {});
};

extern const Registered<Layer> registered_zero_padding1d;
[[gnu::used]] inline const auto* const linked_zero_padding1d = &registered_zero_padding1d;

}  // namespace keras::layers
