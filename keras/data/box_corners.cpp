#include "keras/data/box_corners.hpp"

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::utils::bounding_boxes {

Corners corners_of(const Tensor& boxes) {
  const auto parts = ops::split(boxes, 4, {.axis = -1});
  return {parts[0], parts[1], parts[2], parts[3]};
}

Tensor joined(const Corners& corners) {
  return ops::concatenate({corners.left, corners.top, corners.right, corners.bottom}, {.axis = -1});
}

Corners moved(const Corners& corners, const Tensor& right, const Tensor& down) {
  return {corners.left + right, corners.top + down, corners.right + right, corners.bottom + down};
}

Corners clipped(const Corners& corners, const Tensor& width, const Tensor& height) {
  return {ops::clip(corners.left, 0, width), ops::clip(corners.top, 0, height),
          ops::clip(corners.right, 0, width), ops::clip(corners.bottom, 0, height)};
}

Tensor around(const std::vector<Tensor>& xs, const std::vector<Tensor>& ys) {
  const auto x = ops::concatenate(xs, {.axis = -1}), y = ops::concatenate(ys, {.axis = -1});
  const auto least = [](const Tensor& z) { return ops::min(z, {.axis = -1, .keepdims = true}); };
  const auto most = [](const Tensor& z) { return ops::max(z, {.axis = -1, .keepdims = true}); };
  return joined({least(x), least(y), most(x), most(y)});
}

ConvertFormatOptions sides_of(const std::optional<Shape>& image_shape) {
  if (!image_shape) return {};
  if (image_shape->rank() != 3)
    fail("utils.bounding_boxes: image_shape must be (height, width, channels); received ",
         *image_shape);
  return {.height = (*image_shape)[0], .width = (*image_shape)[1]};
}

}  // namespace keras::utils::bounding_boxes
