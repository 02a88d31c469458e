#pragma once
#include "keras/layers/pooling/pooling_options.hpp"

namespace keras::layers {

/// The mean of each of `output_size` windows: (batch, steps, channels) ->
/// (batch, output_size, channels).
///
///     auto y = AdaptiveAveragePooling1D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d
class AdaptiveAveragePooling1D : public Layer {
 public:
  explicit AdaptiveAveragePooling1D(AdaptivePoolingOptions options);
  explicit AdaptiveAveragePooling1D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveAveragePooling1D(std::initializer_list<int> output_size,
                                    AdaptivePoolingOptions options = {})
      : AdaptiveAveragePooling1D(Sizes(output_size), std::move(options)) {}
};

/// The mean of each of `output_size` windows: (batch, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveAveragePooling2D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling2d
class AdaptiveAveragePooling2D : public Layer {
 public:
  explicit AdaptiveAveragePooling2D(AdaptivePoolingOptions options);
  explicit AdaptiveAveragePooling2D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveAveragePooling2D(std::initializer_list<int> output_size,
                                    AdaptivePoolingOptions options = {})
      : AdaptiveAveragePooling2D(Sizes(output_size), std::move(options)) {}
};

/// The mean of each of `output_size` windows: (batch, depth, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveAveragePooling3D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d
class AdaptiveAveragePooling3D : public Layer {
 public:
  explicit AdaptiveAveragePooling3D(AdaptivePoolingOptions options);
  explicit AdaptiveAveragePooling3D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveAveragePooling3D(std::initializer_list<int> output_size,
                                    AdaptivePoolingOptions options = {})
      : AdaptiveAveragePooling3D(Sizes(output_size), std::move(options)) {}
};

extern const Registered<Layer> registered_adaptive_average_pooling1d;
[[gnu::used]] inline const auto* const linked_adaptive_average_pooling1d =
    &registered_adaptive_average_pooling1d;

}  // namespace keras::layers
