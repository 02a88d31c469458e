// Internal: boxes in "xyxy" number by number, for the sources of functions on boxes.
#pragma once
#include <optional>
#include <utility>
#include <vector>

#include "keras/data/bounding_boxes.hpp"

namespace keras::utils::bounding_boxes {

/// What lies where, each (..., 1).
struct Corners {
  Tensor left, top, right, bottom;
};

Corners corners_of(const Tensor& boxes);
Tensor joined(const Corners& corners);
/// Corners this much further to the right and further down.
Corners moved(const Corners& corners, const Tensor& right, const Tensor& down);
/// Corners in [0, width] and [0, height].
Corners clipped(const Corners& corners, const Tensor& width, const Tensor& height);
/// The boxes around points.
Tensor around(const std::vector<Tensor>& xs, const std::vector<Tensor>& ys);
/// The boxes around the places of all corners, of which `place(x, y)` gives a pair.
template <class Place>
Tensor around(const Corners& corners, Place place) {
  std::vector<Tensor> xs, ys;
  for (const auto& x : {corners.left, corners.right})
    for (const auto& y : {corners.top, corners.bottom}) {
      auto [to_x, to_y] = place(x, y);
      xs.push_back(std::move(to_x));
      ys.push_back(std::move(to_y));
    }
  return around(xs, ys);
}

/// The sides of images of a shape, if there is one.
ConvertFormatOptions sides_of(const std::optional<Shape>& image_shape);

}  // namespace keras::utils::bounding_boxes
