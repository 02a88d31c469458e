#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `SpatialDropout1D`, in the order of keras.layers.SpatialDropout1D.
struct SpatialDropout1DOptions {
  double rate = 0;  ///< The share of channels that become 0, in [0, 1]. Required.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Dropout of whole channels: (batch, steps, channels), which it keeps.
///
///     auto y = SpatialDropout1D(0.2)(x);
///
/// Tompson et al. 2014; https://keras.io/api/layers/regularization_layers/spatial_dropout1d
class SpatialDropout1D : public Layer {
 public:
  explicit SpatialDropout1D(double rate, SpatialDropout1DOptions options = {});
  explicit SpatialDropout1D(SpatialDropout1DOptions options);
};

/// Arguments of `SpatialDropout2D`, in the order of keras.layers.SpatialDropout2D.
struct SpatialDropout2DOptions {
  double rate = 0;  ///< The share of channels that become 0, in [0, 1]. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Dropout of whole channels: (batch, height, width, channels), which it keeps.
///
///     auto y = SpatialDropout2D(0.2)(x);
///
/// Tompson et al. 2014; https://keras.io/api/layers/regularization_layers/spatial_dropout2d
class SpatialDropout2D : public Layer {
 public:
  explicit SpatialDropout2D(double rate, SpatialDropout2DOptions options = {});
  explicit SpatialDropout2D(SpatialDropout2DOptions options);
};

/// Arguments of `SpatialDropout3D`, in the order of keras.layers.SpatialDropout3D.
struct SpatialDropout3DOptions {
  double rate = 0;  ///< The share of channels that become 0, in [0, 1]. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Dropout of whole channels: (batch, depth, height, width, channels), which it keeps.
///
///     auto y = SpatialDropout3D(0.2)(x);
///
/// Tompson et al. 2014; https://keras.io/api/layers/regularization_layers/spatial_dropout3d
class SpatialDropout3D : public Layer {
 public:
  explicit SpatialDropout3D(double rate, SpatialDropout3DOptions options = {});
  explicit SpatialDropout3D(SpatialDropout3DOptions options);
};

extern const Registered<Layer> registered_spatial_dropout1d;
[[gnu::used]] inline const auto* const linked_spatial_dropout1d = &registered_spatial_dropout1d;

}  // namespace keras::layers
