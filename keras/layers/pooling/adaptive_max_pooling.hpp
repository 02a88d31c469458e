#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AdaptiveMaxPooling1D`, in the order of keras.layers.AdaptiveMaxPooling1D.
struct AdaptiveMaxPooling1DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each of `output_size` windows: (batch, steps, channels) ->
/// (batch, output_size, channels).
///
///     auto y = AdaptiveMaxPooling1D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d
class AdaptiveMaxPooling1D : public Layer {
 public:
  explicit AdaptiveMaxPooling1D(AdaptiveMaxPooling1DOptions options);
  explicit AdaptiveMaxPooling1D(Sizes output_size, AdaptiveMaxPooling1DOptions options = {});
  explicit AdaptiveMaxPooling1D(std::initializer_list<int> output_size,
                                AdaptiveMaxPooling1DOptions options = {})
      : AdaptiveMaxPooling1D(Sizes(output_size), std::move(options)) {}
};

/// Arguments of `AdaptiveMaxPooling2D`, in the order of keras.layers.AdaptiveMaxPooling2D.
struct AdaptiveMaxPooling2DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each of `output_size` windows: (batch, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveMaxPooling2D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d
class AdaptiveMaxPooling2D : public Layer {
 public:
  explicit AdaptiveMaxPooling2D(AdaptiveMaxPooling2DOptions options);
  explicit AdaptiveMaxPooling2D(Sizes output_size, AdaptiveMaxPooling2DOptions options = {});
  explicit AdaptiveMaxPooling2D(std::initializer_list<int> output_size,
                                AdaptiveMaxPooling2DOptions options = {})
      : AdaptiveMaxPooling2D(Sizes(output_size), std::move(options)) {}
};

/// Arguments of `AdaptiveMaxPooling3D`, in the order of keras.layers.AdaptiveMaxPooling3D.
struct AdaptiveMaxPooling3DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The largest element of each of `output_size` windows: (batch, depth, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveMaxPooling3D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d
class AdaptiveMaxPooling3D : public Layer {
 public:
  explicit AdaptiveMaxPooling3D(AdaptiveMaxPooling3DOptions options);
  explicit AdaptiveMaxPooling3D(Sizes output_size, AdaptiveMaxPooling3DOptions options = {});
  explicit AdaptiveMaxPooling3D(std::initializer_list<int> output_size,
                                AdaptiveMaxPooling3DOptions options = {})
      : AdaptiveMaxPooling3D(Sizes(output_size), std::move(options)) {}
};

inline const auto registered_adaptive_max_pooling1d =
    registered<AdaptiveMaxPooling1D, AdaptiveMaxPooling1DOptions>("AdaptiveMaxPooling1D");
inline const auto registered_adaptive_max_pooling2d =
    registered<AdaptiveMaxPooling2D, AdaptiveMaxPooling2DOptions>("AdaptiveMaxPooling2D");
inline const auto registered_adaptive_max_pooling3d =
    registered<AdaptiveMaxPooling3D, AdaptiveMaxPooling3DOptions>("AdaptiveMaxPooling3D");

}  // namespace keras::layers
