#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `MaxNumBoundingBoxes`, in the order of keras.layers.MaxNumBoundingBoxes.
struct MaxNumBoundingBoxesOptions {
  int max_number = 0;   ///< Required.
  int fill_value = -1;  ///< Of the boxes and labels that are added. Keras does not save it.
  std::optional<std::string> data_format = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// Images as they are; of {"boxes": (batch, n, 4), "labels": (batch, n)} `max_number` for each
/// image.
///
///     const auto [boxes, labels] = MaxNumBoundingBoxes(40).call<2>({{"boxes", b}, {"labels", l}});
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
