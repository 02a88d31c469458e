#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/factor.hpp"

namespace keras::layers {

/// Arguments of `RandomRotation`, in the order of keras.layers.RandomRotation.
struct RandomRotationOptions {
  Factor factor = 0.0;                     ///< Shares of a full turn, counter-clockwise. Required.
  std::string fill_mode = "reflect";       ///< Outside: "reflect", "constant", "wrap" or "nearest".
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::optional<std::int64_t> seed = {};
  double fill_value = 0;  ///< Outside of the image, where the fill mode is "constant".
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, turns each image by a random angle.
///
///     auto y = RandomRotation(0.1)(images);
class RandomRotation : public Layer {
 public:
  explicit RandomRotation(Factor factor, RandomRotationOptions options = {});
  explicit RandomRotation(RandomRotationOptions options);
};

/// Arguments of `RandomTranslation`, in the order of keras.layers.RandomTranslation.
struct RandomTranslationOptions {
  Factor height_factor = 0.0;              ///< Shares of the height, downward. Required.
  Factor width_factor = 0.0;               ///< Shares of the width, to the right. Required.
  std::string fill_mode = "reflect";       ///< Outside: "reflect", "constant", "wrap" or "nearest".
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::optional<std::int64_t> seed = {};
  double fill_value = 0;  ///< Outside of the image, where the fill mode is "constant".
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, moves each image by a random distance.
class RandomTranslation : public Layer {
 public:
  explicit RandomTranslation(Factor height_factor, Factor width_factor,
                             RandomTranslationOptions options = {});
  explicit RandomTranslation(RandomTranslationOptions options);
};

/// Arguments of `RandomZoom`, in the order of keras.layers.RandomZoom.
struct RandomZoomOptions {
  Factor height_factor = 0.0;               ///< How much larger the view is, in shares. Required.
  std::optional<Factor> width_factor = {};  ///< By default the same draw as for the height.
  std::string fill_mode = "reflect";       ///< Outside: "reflect", "constant", "wrap" or "nearest".
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::optional<std::int64_t> seed = {};
  double fill_value = 0;  ///< Outside of the image, where the fill mode is "constant".
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, zooms each image in or out at random.
class RandomZoom : public Layer {
 public:
  explicit RandomZoom(Factor height_factor, RandomZoomOptions options = {});
  explicit RandomZoom(RandomZoomOptions options);
};

/// Arguments of `RandomShear`, in the order of keras.layers.RandomShear.
struct RandomShearOptions {
  Factor x_factor = 0.0, y_factor = 0.0;   ///< Shares that rows and columns are pushed, per pixel.
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::string fill_mode = "reflect";       ///< Outside: "reflect", "constant", "wrap", "nearest".
  double fill_value = 0;  ///< Outside of the image, where the fill mode is "constant".
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, shears each image at random.
class RandomShear : public Layer {
 public:
  explicit RandomShear(RandomShearOptions options = {});
};

extern const Registered<Layer> registered_random_rotation;
[[gnu::used]] inline const auto* const linked_random_rotation = &registered_random_rotation;

}  // namespace keras::layers
