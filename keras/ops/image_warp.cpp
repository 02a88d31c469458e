#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/homography.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/image_format.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/sample.hpp"

namespace keras::ops::image {
namespace {

/// 0, 1, ... along `axis` of `rank`.
Tensor numbers_along(int axis, int rank, std::int64_t length) {
  Shape shape(std::vector<std::int64_t>(static_cast<std::size_t>(rank), 1));
  shape[axis] = length;
  return reshape(arange(length), shape);
}

/// Points (4, 2) or (batch, 4, 2) as (batch, 4, 2) of float32 at least.
Tensor corners(const Tensor& points) {
  const auto numbers = cast(points, promote(points.dtype(), DType::float32));
  return points.rank() == 2 ? expand_dims(numbers, 0) : numbers;
}

}  // namespace

Tensor homography(const Tensor& start_points, const Tensor& end_points) {
  const auto part = [](const Tensor& points, int i) { return points(keras::all, keras::all, i); };
  const auto start_x = part(start_points, 0), start_y = part(start_points, 1);
  const auto x = part(end_points, 0), y = part(end_points, 1);
  const auto one = ones_like(x), zero = zeros_like(x);
  const auto for_x = stack({x, y, one, zero, zero, zero, -start_x * x, -start_x * y}, {.axis = -1});
  const auto for_y = stack({zero, zero, zero, x, y, one, -start_y * x, -start_y * y}, {.axis = -1});
  const auto target = concatenate({start_x, start_y}, {.axis = -1});
  return squeeze(solve(concatenate({for_x, for_y}, {.axis = 1}), expand_dims(target, -1)),
                 {.axis = -1});
}

Tensor affine_transform(const Tensor& images, const Tensor& transform, AffineOptions options) {
  if (any_symbolic(images, transform))
    return call_node<image::affine_transform>(images, transform, options);
  constexpr auto where = "ops.image.affine_transform";
  expect_fill_mode(where, options.fill_mode);
  const ImageFormat format(where, images, options.data_format);
  const auto x = format.batch(images);
  const auto rows = transform.rank() == 1 ? expand_dims(transform, 0) : transform;
  if (rows.rank() != 2 || rows.shape(1) != 8 || (rows.shape(0) != 1 && rows.shape(0) != x.shape(0)))
    fail(where, ": transform must be 8 numbers, or as many for each image; received shape ",
         transform.shape());
  const auto dtype = rows.dtype().is_floating() ? rows.dtype() : DType(DType::int32);
  const auto wide = cast(rows, dtype.is_half() ? DType(DType::float32) : dtype);
  const auto factor = [&](int i) { return reshape(wide(keras::all, i), {-1, 1, 1, 1}); };
  const auto row = numbers_along(1, 4, x.shape(1)), column = numbers_along(2, 4, x.shape(2)),
             channel = numbers_along(3, 4, x.shape(3));
  const auto place = [&](int of_row, int of_column, int of_channel, int moved) {
    const auto turned =
        factor(of_row) * row + factor(of_column) * column + factor(of_channel) * channel;
    return cast(turned, dtype) + cast(factor(moved), dtype);
  };
  const Sampling sampling = {order_of(where, options.interpolation), options.fill_mode,
                             options.fill_value};
  return format.restored(sampled(x,
                                 {{numbers_along(0, 4, x.shape(0)), true},
                                  {place(4, 3, 6, 5)},
                                  {place(1, 0, 7, 2)},
                                  {channel, true}},
                                 sampling));
}

Tensor perspective_transform(const Tensor& images, const Tensor& start_points,
                             const Tensor& end_points, PerspectiveOptions options) {
  if (any_symbolic(images, start_points, end_points))
    return call_node<image::perspective_transform>(images, start_points, end_points, options);
  constexpr auto where = "ops.image.perspective_transform";
  const ImageFormat format(where, images, options.data_format);
  const auto x = format.batch(images);
  const auto shape = start_points.shape();
  const bool fits = (shape.rank() == 2 || (shape.rank() == 3 && shape[0] == x.shape(0))) &&
                    shape.from(shape.rank() - 2) == Shape({4, 2});
  if (!fits || end_points.shape() != shape)
    fail(where,
         ": start_points and end_points must both be (4, 2), or (batch, 4, 2) with the batch of "
         "images; received shapes ",
         shape, " and ", end_points.shape());
  const auto numbers = homography(corners(start_points), corners(end_points));
  const auto factor = [&](int i) { return reshape(numbers(keras::all, i), {-1, 1, 1}); };
  const auto row = numbers_along(1, 3, x.shape(1)), column = numbers_along(2, 3, x.shape(2));
  const auto distance = factor(6) * column + factor(7) * row + 1;
  const auto place = [&](int first) {
    return (factor(first) * column + factor(first + 1) * row + factor(first + 2)) / distance;
  };
  const Sampling sampling = {order_of(where, options.interpolation), "constant",
                             options.fill_value};
  return format.restored(
      sampled(x, {{numbers_along(0, 3, x.shape(0)), true}, {place(3)}, {place(0)}}, sampling));
}

Tensor map_coordinates(const Tensor& inputs, const Tensor& coordinates, int order,
                       CoordinatesOptions options) {
  if (any_symbolic(inputs, coordinates))
    return call_node<image::map_coordinates>(inputs, coordinates, order, options);
  constexpr auto where = "ops.image.map_coordinates";
  expect_fill_mode(where, options.fill_mode);
  if (coordinates.rank() < 2 || coordinates.shape(0) != inputs.rank())
    fail(where,
         ": coordinates must have a first axis with a place for each axis of inputs; received ",
         "shapes ", coordinates.shape(), " and ", inputs.shape());
  if (order != 0 && order != 1) fail(where, ": order must be 0 or 1; received order=", order);
  std::vector<AxisPlaces> places;
  for (const auto& at : unstack(coordinates)) places.push_back({at});
  return sampled(inputs, places, {order, options.fill_mode, options.fill_value});
}

}  // namespace keras::ops::image
