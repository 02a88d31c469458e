#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `MaxNumBoundingBoxes`, in the order of keras.layers.MaxNumBoundingBoxes.
struct MaxNumBoundingBoxesOptions {
  int max_number = 0;   ///< Required.
  int fill_value = -1;  ///< Of the boxes and labels that are added. Keras does not save it.
  std::optional<std::string> data_format = {};
  std::optional<std::string> bounding_box_format = {};  ///< Of boxes in a dictionary.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Images as they are, with `max_number` bounding boxes for each: what is too much goes, what is
/// missing is added.
///
///     const MaxNumBoundingBoxes limit(40, {.bounding_box_format = "xyxy"});
///     const auto y = limit.call_all({{"images", x},
///                                    {"bounding_boxes", Dict{{"boxes", b}, {"labels", l}}}});
///
/// https://keras.io/api/layers/preprocessing_layers/image_augmentation/max_num_bounding_boxes
class MaxNumBoundingBoxes : public Layer {
 public:
  explicit MaxNumBoundingBoxes(int max_number, MaxNumBoundingBoxesOptions options = {});
  explicit MaxNumBoundingBoxes(MaxNumBoundingBoxesOptions options);
};

extern const Registered<Layer> registered_max_num_bounding_boxes;
[[gnu::used]] inline const auto* const linked_max_num_bounding_boxes =
    &registered_max_num_bounding_boxes;

}  // namespace keras::layers
