#pragma once
#include "keras/layers/pooling/pooling_options.hpp"

namespace keras::layers {

/// The largest element of each of `output_size` windows: (batch, steps, channels) ->
/// (batch, output_size, channels).
///
///     auto y = AdaptiveMaxPooling1D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d
class AdaptiveMaxPooling1D : public Layer {
 public:
  explicit AdaptiveMaxPooling1D(AdaptivePoolingOptions options);
  explicit AdaptiveMaxPooling1D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveMaxPooling1D(std::initializer_list<int> output_size,
                                AdaptivePoolingOptions options = {})
      : AdaptiveMaxPooling1D(Sizes(output_size), std::move(options)) {}
};

/// The largest element of each of `output_size` windows: (batch, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveMaxPooling2D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d
class AdaptiveMaxPooling2D : public Layer {
 public:
  explicit AdaptiveMaxPooling2D(AdaptivePoolingOptions options);
  explicit AdaptiveMaxPooling2D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveMaxPooling2D(std::initializer_list<int> output_size,
                                AdaptivePoolingOptions options = {})
      : AdaptiveMaxPooling2D(Sizes(output_size), std::move(options)) {}
};

/// The largest element of each of `output_size` windows: (batch, depth, height, width, channels) ->
/// (batch, output_size..., channels).
///
///     auto y = AdaptiveMaxPooling3D(4)(x);
///
/// https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d
class AdaptiveMaxPooling3D : public Layer {
 public:
  explicit AdaptiveMaxPooling3D(AdaptivePoolingOptions options);
  explicit AdaptiveMaxPooling3D(Sizes output_size, AdaptivePoolingOptions options = {});
  explicit AdaptiveMaxPooling3D(std::initializer_list<int> output_size,
                                AdaptivePoolingOptions options = {})
      : AdaptiveMaxPooling3D(Sizes(output_size), std::move(options)) {}
};

extern const Registered<Layer> registered_adaptive_max_pooling1d;
[[gnu::used]] inline const auto* const linked_adaptive_max_pooling1d =
    &registered_adaptive_max_pooling1d;

}  // namespace keras::layers
