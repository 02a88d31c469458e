#pragma once
#include "keras/core/sizes.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `MaxPooling1D`, `MaxPooling2D` and `MaxPooling3D`, in Keras's order.
struct MaxPoolingOptions {
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
  MaxPooling1D(MaxPoolingOptions options = {});
  explicit MaxPooling1D(Sizes pool_size, MaxPoolingOptions options = {});
  explicit MaxPooling1D(std::initializer_list<int> pool_size, MaxPoolingOptions options = {})
      : MaxPooling1D(Sizes(pool_size), std::move(options)) {}
};

/// The largest element of each window, channel by channel: (batch, height, width, channels) ->
/// (batch, height', width', channels).
///
///     auto y = MaxPooling2D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/max_pooling2d
class MaxPooling2D : public Layer {
 public:
  MaxPooling2D(MaxPoolingOptions options = {});
  explicit MaxPooling2D(Sizes pool_size, MaxPoolingOptions options = {});
  explicit MaxPooling2D(std::initializer_list<int> pool_size, MaxPoolingOptions options = {})
      : MaxPooling2D(Sizes(pool_size), std::move(options)) {}
};

/// The largest element of each window, channel by channel: (batch, depth, height, width, channels)
/// -> (batch, depth', height', width', channels).
///
///     auto y = MaxPooling3D(2)(x);
///
/// https://keras.io/api/layers/pooling_layers/max_pooling3d
class MaxPooling3D : public Layer {
 public:
  MaxPooling3D(MaxPoolingOptions options = {});
  explicit MaxPooling3D(Sizes pool_size, MaxPoolingOptions options = {});
  explicit MaxPooling3D(std::initializer_list<int> pool_size, MaxPoolingOptions options = {})
      : MaxPooling3D(Sizes(pool_size), std::move(options)) {}
};

// Keras has two names for each.
using MaxPool1D = MaxPooling1D;
using MaxPool2D = MaxPooling2D;
using MaxPool3D = MaxPooling3D;

extern const Registered<Layer> registered_max_pooling1d;
[[gnu::used]] inline const auto* const linked_max_pooling1d = &registered_max_pooling1d;

}  // namespace keras::layers
