#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `AutoContrast`, in the order of keras.layers.AutoContrast.
struct AutoContrastOptions {
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Stretches the values of each channel of each image to the whole range.
///
/// https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast
class AutoContrast : public Layer {
 public:
  explicit AutoContrast(AutoContrastOptions options = {});
};

/// Arguments of `Equalization`, in the order of keras.layers.Equalization.
struct EqualizationOptions {
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  int bins = 256;                                    ///< Values that are told apart.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, spreads the values of each channel so that all of them are about equally frequent,
/// over all images of a batch.
///
/// https://keras.io/api/layers/preprocessing_layers/image_augmentation/equalization
class Equalization : public Layer {
 public:
  explicit Equalization(EqualizationOptions options = {});
};

/// Arguments of `ContrastLimitedAdaptiveHistogramEqualization`, in Keras's order.
struct ContrastLimitedAdaptiveHistogramEqualizationOptions {
  std::pair<double, double> value_range = {0, 255};  ///< Of the pixels.
  double clip_limit = 4;  ///< The most frequent value, as a multiple of the mean; 0 for no limit.
  std::pair<int, int> tile_grid_size = {8, 8};  ///< Tiles along the height and the width.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Spreads the values of each channel by how frequent they are around each pixel (Zuiderveld 1994).
///
/// https://keras.io/api/layers/preprocessing_layers/image_augmentation
class ContrastLimitedAdaptiveHistogramEqualization : public Layer {
 public:
  explicit ContrastLimitedAdaptiveHistogramEqualization(
      ContrastLimitedAdaptiveHistogramEqualizationOptions options = {});
};

extern const Registered<Layer> registered_auto_contrast;
[[gnu::used]] inline const auto* const linked_auto_contrast = &registered_auto_contrast;

}  // namespace keras::layers
