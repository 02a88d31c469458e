// Layers that change images in training: outside of training images pass them as they are.
#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/factor.hpp"

namespace keras::layers {

/// Arguments of `RandomPerspective`, in the order of keras.layers.RandomPerspective.
struct RandomPerspectiveOptions {
  Factor factor = 1.0;  ///< The probability.
  double scale = 1.0;   ///< How far the corners move.
  std::string interpolation = "bilinear";
  double fill_value = 0;
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, looks at some images from elsewhere.
class RandomPerspective : public Layer {
 public:
  explicit RandomPerspective(RandomPerspectiveOptions options = {});
};

/// Arguments of `RandomElasticTransform`, in the order of keras.layers.RandomElasticTransform.
struct RandomElasticTransformOptions {
  Factor factor = 1.0, scale = 1.0;
  std::string interpolation = "bilinear";
  std::string fill_mode = "reflect";
  double fill_value = 0;
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, bends some images.
class RandomElasticTransform : public Layer {
 public:
  explicit RandomElasticTransform(RandomElasticTransformOptions options = {});
};

/// Arguments of `RandomErasing`, in the order of keras.layers.RandomErasing.
struct RandomErasingOptions {
  Factor factor = 1.0;          ///< The probability.
  Factor scale = {0.02, 0.33};  ///< Shares of the area.
  std::optional<double> fill_value = {};
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, covers a rectangle of some images.
class RandomErasing : public Layer {
 public:
  explicit RandomErasing(RandomErasingOptions options = {});
};

/// Arguments of `RandomGaussianBlur`, in the order of keras.layers.RandomGaussianBlur.
struct RandomGaussianBlurOptions {
  Factor factor = 1.0;  ///< The probability.
  std::pair<int, int> kernel_size = {3, 3};
  Factor sigma = 1.0;
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, blurs some images.
class RandomGaussianBlur : public Layer {
 public:
  explicit RandomGaussianBlur(RandomGaussianBlurOptions options = {});
};

/// Arguments of `RandomHue`, in the order of keras.layers.RandomHue.
struct RandomHueOptions {
  Factor factor = 0.0;  ///< Shares of the circle of colors. Required.
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, turns the colors of each image.
class RandomHue : public Layer {
 public:
  explicit RandomHue(Factor factor, RandomHueOptions options = {});
  explicit RandomHue(RandomHueOptions options);
};

/// Arguments of `RandomSaturation`, in the order of keras.layers.RandomSaturation.
struct RandomSaturationOptions {
  Factor factor = 0.0;  ///< Required.
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, makes the colors of each image stronger or weaker.
class RandomSaturation : public Layer {
 public:
  explicit RandomSaturation(Factor factor, RandomSaturationOptions options = {});
  explicit RandomSaturation(RandomSaturationOptions options);
};

/// Arguments of `RandomSharpness`, in the order of keras.layers.RandomSharpness.
struct RandomSharpnessOptions {
  Factor factor = 0.0;  ///< Required.
  std::pair<double, double> value_range = {0, 255};
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, makes each image sharper or softer.
class RandomSharpness : public Layer {
 public:
  explicit RandomSharpness(Factor factor, RandomSharpnessOptions options = {});
  explicit RandomSharpness(RandomSharpnessOptions options);
};

/// Arguments of `RandomColorJitter`, in the order of keras.layers.RandomColorJitter.
struct RandomColorJitterOptions {
  std::pair<double, double> value_range = {0, 255};
  std::optional<Factor> brightness_factor = {}, contrast_factor = {}, saturation_factor = {},
                        hue_factor = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, changes brightness, contrast and colors of each image.
class RandomColorJitter : public Layer {
 public:
  explicit RandomColorJitter(RandomColorJitterOptions options = {});
};

/// Arguments of `AugMix`, in the order of keras.layers.AugMix.
struct AugMixOptions {
  std::pair<double, double> value_range = {0, 255};
  int num_chains = 3, chain_depth = 3;
  Factor factor = 0.3;
  double alpha = 1.0;
  bool all_ops = true;
  std::string interpolation = "bilinear";
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, mixes images with changed copies of themselves (Hendrycks et al. 2019).
class AugMix : public Layer {
 public:
  explicit AugMix(AugMixOptions options = {});
};

/// Arguments of `RandAugment`, in the order of keras.layers.RandAugment.
struct RandAugmentOptions {
  std::pair<double, double> value_range = {0, 255};
  int num_ops = 2;
  Factor factor = 0.5;
  std::string interpolation = "bilinear";
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, applies changes that are drawn at random to all images (Cubuk et al. 2019).
class RandAugment : public Layer {
 public:
  explicit RandAugment(RandAugmentOptions options = {});
};

/// Arguments of `CutMix`, in the order of keras.layers.CutMix.
struct CutMixOptions {
  Factor factor = 1.0;
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, puts a rectangle of another image into each (Yun et al. 2019).
class CutMix : public Layer {
 public:
  explicit CutMix(CutMixOptions options = {});
};

/// Arguments of `MixUp`, in the order of keras.layers.MixUp.
struct MixUpOptions {
  double alpha = 0.2;
  std::optional<std::string> data_format = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, mixes each image with another one (Zhang et al. 2017).
class MixUp : public Layer {
 public:
  explicit MixUp(MixUpOptions options = {});
};

extern const Registered<Layer> registered_random_perspective;
[[gnu::used]] inline const auto* const linked_random_perspective = &registered_random_perspective;

}  // namespace keras::layers
