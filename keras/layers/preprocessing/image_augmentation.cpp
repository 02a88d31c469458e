#include "keras/layers/preprocessing/image_augmentation.hpp"

namespace keras::layers {

Sides sides_of(const Tensor& images) {
  return {.height = images.shape(1), .width = images.shape(2)};
}

Dict framed_boxes(const std::string& layer, Dict boxes, bool one) {
  if (!boxes.contains("boxes") || !boxes.contains("labels"))
    fail(layer, ": bounding_boxes must have boxes and labels; received ", Tensors(boxes).names());
  auto& corners = boxes["boxes"];
  auto& labels = boxes["labels"];
  const int rank = one ? 2 : 3;
  const bool fits = corners.rank() == rank && corners.shape(-1) == 4 &&
                    (labels.rank() == rank || labels.rank() == rank - 1);
  if (!fits)
    fail(layer, ": the bounding boxes must be ",
         one ? "(n, 4) and their labels (n,)" : "(batch, n, 4) and their labels (batch, n)",
         "; received shapes ", corners.shape(), " and ", labels.shape());
  corners = ops::cast(corners, "float32");
  if (one) corners = ops::expand_dims(corners, 0), labels = ops::expand_dims(labels, 0);
  return boxes;
}

Dict unframed_boxes(Dict boxes, bool one) {
  if (!one) return boxes;
  for (const auto* name : {"boxes", "labels"}) boxes[name] = ops::squeeze(boxes[name], {.axis = 0});
  return boxes;
}

Dict clipped_boxes(const Dict& boxes, const Sides& sides, const char* format) {
  return utils::bounding_boxes::clip_to_image_size(
      boxes, {.height = sides.height, .width = sides.width, .bounding_box_format = format});
}

std::function<Dict(const Dict&)> refused_boxes(const std::string& layer) {
  return [layer](const Dict&) -> Dict {
    fail(layer, ": bounding boxes cannot follow this change of images; received bounding_boxes");
  };
}

}  // namespace keras::layers
