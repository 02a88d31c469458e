// How much boxes have in common.
#include <numbers>

#include "keras/core/error.hpp"
#include "keras/core/settings.hpp"
#include "keras/data/box_corners.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::utils::bounding_boxes {
namespace {

using std::numbers::pi;

Tensor area(const Corners& c) { return (c.right - c.left) * (c.bottom - c.top); }

Corners overlap(const Corners& a, const Corners& b) {
  const auto left = ops::maximum(a.left, b.left), top = ops::maximum(a.top, b.top);
  return {left, top, ops::maximum(ops::minimum(a.right, b.right), left),
          ops::maximum(ops::minimum(a.bottom, b.bottom), top)};
}

/// The smallest boxes around both.
Corners hull(const Corners& a, const Corners& b) {
  return {ops::minimum(a.left, b.left), ops::minimum(a.top, b.top), ops::maximum(a.right, b.right),
          ops::maximum(a.bottom, b.bottom)};
}

/// The second boxes beside the first ones: (..., 1, m).
Tensor turned(const Tensor& x) { return ops::swapaxes(x, -1, -2); }

void expect_boxes(const char* argument, const Tensor& boxes) {
  if (boxes.rank() != 2 && boxes.rank() != 3)
    fail("utils.bounding_boxes.compute_iou: ", argument,
         " must be (n, 4) or (batch, n, 4); received shape ", boxes.shape());
}

}  // namespace

Tensor compute_iou(const Tensor& boxes1, const Tensor& boxes2,
                   const std::string& bounding_box_format, ComputeIouOptions options) {
  expect_boxes("boxes1", boxes1);
  expect_boxes("boxes2", boxes2);
  const auto sides = sides_of(options.image_shape);
  const auto first = convert_format(boxes1, bounding_box_format, "xyxy", sides);
  const auto second = convert_format(boxes2, bounding_box_format, "xyxy", sides);
  const auto a = corners_of(first), c = corners_of(second);
  const Corners b = {turned(c.left), turned(c.top), turned(c.right), turned(c.bottom)};
  const auto both = area(overlap(a, b));
  const auto shares = both / (area(a) + area(b) - both + config::epsilon());
  if (!options.use_masking) return shares;
  const auto nothing = [](const Tensor& boxes) {
    return ops::max(boxes, {.axis = -1, .keepdims = true}) < 0;
  };
  const auto masked = ops::logical_or(nothing(first), turned(nothing(second)));
  return ops::where(masked, options.mask_val, shares);
}

Tensor compute_ciou(const Tensor& boxes1, const Tensor& boxes2,
                    const std::string& bounding_box_format) {
  if (bounding_box_format.find("rel") != std::string::npos)
    fail("utils.bounding_boxes.compute_ciou: the format must not be relative; received ",
         quoted(bounding_box_format));
  const auto a = corners_of(convert_format(boxes1, bounding_box_format, "xyxy"));
  const auto b = corners_of(convert_format(boxes2, bounding_box_format, "xyxy"));
  const double epsilon = config::epsilon();
  const auto width = [](const Corners& c) { return c.right - c.left; };
  const auto height = [&](const Corners& c) { return c.bottom - c.top + epsilon; };
  const auto both = area(overlap(a, b));
  const auto covered = width(a) * height(a) + width(b) * height(b) - both + epsilon;
  const auto iou = both / (covered + epsilon);
  const auto all = hull(a, b);
  const auto diagonal =
      ops::square(all.right - all.left) + ops::square(all.bottom - all.top) + epsilon;
  const auto distance = ops::square((a.left + a.right) / 2.0 - (b.left + b.right) / 2.0) +
                        ops::square((a.top + a.bottom) / 2.0 - (b.top + b.bottom) / 2.0);
  const auto angle = [&](const Corners& c) { return ops::arctan(width(c) / height(c)); };
  const auto unlike = ops::square(angle(b) - angle(a)) * (4 / (pi * pi));
  const auto weight = unlike / (unlike - iou + (1 + epsilon));
  return ops::squeeze(iou - (distance / diagonal + unlike * weight), {.axis = -1});
}

}  // namespace keras::utils::bounding_boxes
