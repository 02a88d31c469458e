#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AdaptiveAveragePooling1D`, in the order of keras.layers.AdaptiveAveragePooling1D.
struct AdaptiveAveragePooling1DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each of `output_size` windows: (batch, steps, channels) ->
/// (batch, output_size, channels).
///
///     auto y = AdaptiveAveragePooling1D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d
class AdaptiveAveragePooling1D : public Layer {
 public:
  explicit AdaptiveAveragePooling1D(AdaptiveAveragePooling1DOptions options);
  explicit AdaptiveAveragePooling1D(Sizes output_size,
                                    AdaptiveAveragePooling1DOptions options = {});
  explicit AdaptiveAveragePooling1D(std::initializer_list<int> output_size,
                                    AdaptiveAveragePooling1DOptions options = {})
      : AdaptiveAveragePooling1D(Sizes(output_size), std::move(options)) {}
};

/// Arguments of `AdaptiveAveragePooling2D`, in the order of keras.layers.AdaptiveAveragePooling2D.
struct AdaptiveAveragePooling2DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each of `output_size` windows: (batch, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveAveragePooling2D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling2d
class AdaptiveAveragePooling2D : public Layer {
 public:
  explicit AdaptiveAveragePooling2D(AdaptiveAveragePooling2DOptions options);
  explicit AdaptiveAveragePooling2D(Sizes output_size,
                                    AdaptiveAveragePooling2DOptions options = {});
  explicit AdaptiveAveragePooling2D(std::initializer_list<int> output_size,
                                    AdaptiveAveragePooling2DOptions options = {})
      : AdaptiveAveragePooling2D(Sizes(output_size), std::move(options)) {}
};

/// Arguments of `AdaptiveAveragePooling3D`, in the order of keras.layers.AdaptiveAveragePooling3D.
struct AdaptiveAveragePooling3DOptions {
  Sizes output_size = 0;                        ///< Windows along each axis. Required.
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each of `output_size` windows: (batch, depth, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveAveragePooling3D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d
class AdaptiveAveragePooling3D : public Layer {
 public:
  explicit AdaptiveAveragePooling3D(AdaptiveAveragePooling3DOptions options);
  explicit AdaptiveAveragePooling3D(Sizes output_size,
                                    AdaptiveAveragePooling3DOptions options = {});
  explicit AdaptiveAveragePooling3D(std::initializer_list<int> output_size,
                                    AdaptiveAveragePooling3DOptions options = {})
      : AdaptiveAveragePooling3D(Sizes(output_size), std::move(options)) {}
};

inline const auto registered_adaptive_average_pooling1d =
    registered<AdaptiveAveragePooling1D, AdaptiveAveragePooling1DOptions>(
        "AdaptiveAveragePooling1D");
inline const auto registered_adaptive_average_pooling2d =
    registered<AdaptiveAveragePooling2D, AdaptiveAveragePooling2DOptions>(
        "AdaptiveAveragePooling2D");
inline const auto registered_adaptive_average_pooling3d =
    registered<AdaptiveAveragePooling3D, AdaptiveAveragePooling3DOptions>(
        "AdaptiveAveragePooling3D");

}  // namespace keras::layers
