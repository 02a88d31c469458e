#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/sizes.hpp"

namespace keras::layers {

/// Arguments of `Cropping1D`, in the order of keras.layers.Cropping1D.
struct Cropping1DOptions {
  Sides cropping = 1;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Without both ends of each spatial axis: (batch, steps, channels) ->
/// (batch, steps - before - after, channels).
///
///     auto y = Cropping1D({.cropping = {1, 2}})(x);
///
/// https://keras.io/api/layers/reshaping_layers/cropping1d
class Cropping1D : public Layer {
 public:
  Cropping1D(Cropping1DOptions options = {});
  explicit Cropping1D(int cropping, Cropping1DOptions options = {});
};

/// Arguments of `Cropping2D`, in the order of keras.layers.Cropping2D.
struct Cropping2DOptions {
  Sides cropping = 0;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Without both ends of each spatial axis: (batch, height, width, channels) ->
/// (batch, height', width', channels).
///
///     auto y = Cropping2D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/cropping2d
class Cropping2D : public Layer {
 public:
  Cropping2D(Cropping2DOptions options = {});
  explicit Cropping2D(int cropping, Cropping2DOptions options = {});
};

/// Arguments of `Cropping3D`, in the order of keras.layers.Cropping3D.
struct Cropping3DOptions {
  Sides cropping = 1;
  std::optional<std::string> data_format = {};  ///< "channels_last" (default) or "channels_first".
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Without both ends of each spatial axis: (batch, depth, height, width, channels) ->
/// (batch, depth', height', width', channels).
///
///     auto y = Cropping3D(1)(x);
///
/// https://keras.io/api/layers/reshaping_layers/cropping3d
class Cropping3D : public Layer {
 public:
  Cropping3D(Cropping3DOptions options = {});
  explicit Cropping3D(int cropping, Cropping3DOptions options = {});
};

extern const Registered<Layer> registered_cropping1d;
[[gnu::used]] inline const auto* const linked_cropping1d = &registered_cropping1d;

}  // namespace keras::layers
