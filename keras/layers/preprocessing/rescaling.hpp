#pragma once
#include "keras/initializers/numbers.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Rescaling`, in the order of keras.layers.Rescaling.
struct RescalingOptions {
  Numbers scale = 1.0;  ///< A number, or one for each channel. Required.
  Numbers offset = 0.0;
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// x * scale + offset, as floating-point numbers; any shape, which it keeps.
///
///     auto between_0_and_1 = Rescaling(1.0 / 255)(pixels);
///
/// https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling
class Rescaling : public Layer {
 public:
  explicit Rescaling(double scale, RescalingOptions options = {});
  Rescaling(double scale, double offset, RescalingOptions options = {});
  explicit Rescaling(RescalingOptions options);
};

extern const Registered<Layer> registered_rescaling;
[[gnu::used]] inline const auto* const linked_rescaling = &registered_rescaling;

}  // namespace keras::layers
