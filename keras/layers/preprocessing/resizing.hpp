#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/factor.hpp"

namespace keras::layers {

/// Arguments of `Resizing`, in the order of keras.layers.Resizing.
struct ResizingOptions {
  int height = 0, width = 0;               ///< Of the result. Required.
  std::string interpolation = "bilinear";  ///< or "nearest", "bicubic", "lanczos3", "lanczos5"
  bool crop_to_aspect_ratio = false;       ///< Cut away what has not the proportions.
  bool pad_to_aspect_ratio = false;        ///< Add a frame of `fill_value` for the proportions.
  std::string fill_mode = "constant";
  double fill_value = 0;
  bool antialias = false;  ///< Average what becomes smaller.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Images of another size; whole numbers stay whole.
///
///     auto small = Resizing(32, 32)(images);
class Resizing : public Layer {
 public:
  explicit Resizing(int height, int width, ResizingOptions options = {});
  explicit Resizing(ResizingOptions options);
};

/// Arguments of `CenterCrop`, in the order of keras.layers.CenterCrop.
struct CenterCropOptions {
  int height = 0, width = 0;  ///< Of the result. Required.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The center of images; smaller ones are cut to the proportions and resized.
class CenterCrop : public Layer {
 public:
  explicit CenterCrop(int height, int width, CenterCropOptions options = {});
  explicit CenterCrop(CenterCropOptions options);
};

/// Arguments of `RandomCrop`, in the order of keras.layers.RandomCrop.
struct RandomCropOptions {
  int height = 0, width = 0;  ///< Of the result. Required.
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, a random part of all images of a batch; smaller ones are resized.
class RandomCrop : public Layer {
 public:
  explicit RandomCrop(int height, int width, RandomCropOptions options = {});
  explicit RandomCrop(RandomCropOptions options);
};

extern const Registered<Layer> registered_resizing;
[[gnu::used]] inline const auto* const linked_resizing = &registered_resizing;

}  // namespace keras::layers
