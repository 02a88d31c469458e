#pragma once
#include "keras/layers/define.hpp"
#include "keras/layers/preprocessing/factor.hpp"

namespace keras::layers {

/// Arguments of `RandomFlip`, in the order of keras.layers.RandomFlip.
struct RandomFlipOptions {
  std::string mode = "horizontal_and_vertical";  ///< or "horizontal" or "vertical"
  std::optional<std::int64_t> seed = {};
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// In training, turns about half of the images around: left and right, top and bottom, or both.
/// As all image layers it takes a dictionary too, whose parts change together: "bounding_boxes",
/// "segmentation_masks" and "labels" beside "images".
///
///     const RandomFlip flip("horizontal", {.bounding_box_format = "xyxy"});
///     const auto y = flip.call_all({{"images", x},
///                                   {"bounding_boxes", Dict{{"boxes", b}, {"labels",
///                                   l}}}}).dict();
///     const auto boxes = y.dict("bounding_boxes")["boxes"];
///
/// https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip
class RandomFlip : public Layer {
 public:
  explicit RandomFlip(RandomFlipOptions options = {});
  explicit RandomFlip(std::string mode, RandomFlipOptions options = {});
  explicit RandomFlip(const char* mode, RandomFlipOptions options = {})
      : RandomFlip(std::string(mode), std::move(options)) {}
};

extern const Registered<Layer> registered_random_flip;
[[gnu::used]] inline const auto* const linked_random_flip = &registered_random_flip;

}  // namespace keras::layers
