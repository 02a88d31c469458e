#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/sizes.hpp"

namespace keras::layers {

/// Arguments of `UpSampling1D`, in the order of keras.layers.UpSampling1D.
struct UpSampling1DOptions {
  int size = 2;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Each step of the spatial axes `size` times:
/// (batch, steps, channels) -> (batch, steps', channels).
///
///     auto y = UpSampling1D(2)(x);
///
/// https://keras.io/api/layers/reshaping_layers/up_sampling1d
class UpSampling1D : public Layer {
 public:
  UpSampling1D(UpSampling1DOptions options = {});
  explicit UpSampling1D(int size, UpSampling1DOptions options = {});
};

/// Arguments of `UpSampling2D`, in the order of keras.layers.UpSampling2D.
struct UpSampling2DOptions {
  Sizes size = 2;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  /// "nearest", "bilinear", "bicubic", "lanczos3" or "lanczos5".
  std::string interpolation = "nearest";
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Each step of the spatial axes `size` times, or interpolated:
/// (batch, height, width, channels) -> (batch, height', width', channels).
///
///     auto y = UpSampling2D(2)(x);
///
/// https://keras.io/api/layers/reshaping_layers/up_sampling2d
class UpSampling2D : public Layer {
 public:
  UpSampling2D(UpSampling2DOptions options = {});
  explicit UpSampling2D(int size, UpSampling2DOptions options = {});
};

/// Arguments of `UpSampling3D`, in the order of keras.layers.UpSampling3D.
struct UpSampling3DOptions {
  Sizes size = 2;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Each step of the spatial axes `size` times:
/// (batch, depth, height, width, channels) -> (batch, depth', height', width', channels).
///
///     auto y = UpSampling3D(2)(x);
///
/// https://keras.io/api/layers/reshaping_layers/up_sampling3d
class UpSampling3D : public Layer {
 public:
  UpSampling3D(UpSampling3DOptions options = {});
  explicit UpSampling3D(int size, UpSampling3DOptions options = {});
};

extern const Registered<Layer> registered_up_sampling1d;
[[gnu::used]] inline const auto* const linked_up_sampling1d = &registered_up_sampling1d;

}  // namespace keras::layers
