#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AveragePooling1D`, `AveragePooling2D` and `AveragePooling3D`, in Keras's order.
struct AveragePoolingOptions {
  Sizes pool_size = 0;                          ///< Lengths of the window. Required.
  std::optional<Sizes> strides = {};            ///< As pool_size by default.
  std::string padding = "valid";                ///< "valid" or "same".
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The mean of each window, channel by channel; what padding adds does not count: (batch, steps,
/// channels) -> (batch, steps', channels).
///
///     auto y = AveragePooling1D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/average_pooling1d
class AveragePooling1D : public Layer {
 public:
  explicit AveragePooling1D(AveragePoolingOptions options);
  explicit AveragePooling1D(Sizes pool_size, AveragePoolingOptions options = {});
  explicit AveragePooling1D(std::initializer_list<int> pool_size,
                            AveragePoolingOptions options = {})
      : AveragePooling1D(Sizes(pool_size), std::move(options)) {}
};

/// The mean of each window, channel by channel; what padding adds does not count: (batch, height,
/// width, channels) -> (batch, height', width', channels).
///
///     auto y = AveragePooling2D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/average_pooling2d
class AveragePooling2D : public Layer {
 public:
  explicit AveragePooling2D(AveragePoolingOptions options);
  explicit AveragePooling2D(Sizes pool_size, AveragePoolingOptions options = {});
  explicit AveragePooling2D(std::initializer_list<int> pool_size,
                            AveragePoolingOptions options = {})
      : AveragePooling2D(Sizes(pool_size), std::move(options)) {}
};

/// The mean of each window, channel by channel; what padding adds does not count: (batch, depth,
/// height, width, channels) -> (batch, depth', height', width', channels).
///
///     auto y = AveragePooling3D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/average_pooling3d
class AveragePooling3D : public Layer {
 public:
  explicit AveragePooling3D(AveragePoolingOptions options);
  explicit AveragePooling3D(Sizes pool_size, AveragePoolingOptions options = {});
  explicit AveragePooling3D(std::initializer_list<int> pool_size,
                            AveragePoolingOptions options = {})
      : AveragePooling3D(Sizes(pool_size), std::move(options)) {}
};

// Keras has two names for each.
using AvgPool1D = AveragePooling1D;
using AvgPool2D = AveragePooling2D;
using AvgPool3D = AveragePooling3D;

extern const Registered<Layer> registered_average_pooling1d;
[[gnu::used]] inline const auto* const linked_average_pooling1d = &registered_average_pooling1d;

}  // namespace keras::layers
