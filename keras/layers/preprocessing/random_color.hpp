#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/factor.hpp"

namespace keras::layers {

/// Arguments of `RandomBrightness`, in the order of keras.layers.RandomBrightness.
struct RandomBrightnessOptions {
  Factor factor = 0.0;                               ///< Shares of the value range. Required.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, adds a random number to each image.
class RandomBrightness : public Layer {
 public:
  explicit RandomBrightness(Factor factor, RandomBrightnessOptions options = {});
  explicit RandomBrightness(RandomBrightnessOptions options);
};

/// Arguments of `RandomContrast`, in the order of keras.layers.RandomContrast.
struct RandomContrastOptions {
  Factor factor = 0.0;  ///< How much less and more contrast, in [0, 1]. Required.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, stretches the colors of each image around their mean at random.
class RandomContrast : public Layer {
 public:
  explicit RandomContrast(Factor factor, RandomContrastOptions options = {});
  explicit RandomContrast(RandomContrastOptions options);
};

/// Arguments of `RandomInvert`, in the order of keras.layers.RandomInvert.
struct RandomInvertOptions {
  Factor factor = 1.0;                               ///< The probability.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, makes a negative of some images.
class RandomInvert : public Layer {
 public:
  explicit RandomInvert(RandomInvertOptions options = {});
};

/// Arguments of `RandomGrayscale`, in the order of keras.layers.RandomGrayscale.
struct RandomGrayscaleOptions {
  double factor = 0.5;  ///< The probability.
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, takes the colors from some images.
class RandomGrayscale : public Layer {
 public:
  explicit RandomGrayscale(RandomGrayscaleOptions options = {});
};

/// Arguments of `RandomPosterization`, in the order of keras.layers.RandomPosterization.
struct RandomPosterizationOptions {
  Factor factor = 8.0;                               ///< Bits that are kept, in [1, 8]. Required.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, keeps only the upper bits of the values of each image.
class RandomPosterization : public Layer {
 public:
  explicit RandomPosterization(Factor factor, RandomPosterizationOptions options = {});
  explicit RandomPosterization(RandomPosterizationOptions options);
};

/// Arguments of `RandomColorDegeneration`, in the order of keras.layers.RandomColorDegeneration.
struct RandomColorDegenerationOptions {
  Factor factor = 0.0;                               ///< The share of gray. Required.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, makes the colors of each image paler at random.
class RandomColorDegeneration : public Layer {
 public:
  explicit RandomColorDegeneration(Factor factor, RandomColorDegenerationOptions options = {});
  explicit RandomColorDegeneration(RandomColorDegenerationOptions options);
};

/// Arguments of `Solarization`, in the order of keras.layers.Solarization.
struct SolarizationOptions {
  Factor addition_factor = 0.0;   ///< Added first, as a share of the value range.
  Factor threshold_factor = 0.0;  ///< What is brighter is inverted, as a share of the value range.
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, inverts the brighter values of each image.
class Solarization : public Layer {
 public:
  explicit Solarization(SolarizationOptions options = {});
};

extern const Registered<Layer> registered_random_brightness;
[[gnu::used]] inline const auto* const linked_random_brightness = &registered_random_brightness;

}  // namespace keras::layers
