#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/image_format.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/resample.hpp"

namespace keras::ops::image {
namespace {

void check_one_of(const char* where, const char* argument, const std::string& value,
                  const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), value) == known.end())
    fail(where, ": unknown ", argument, " ", quoted(value), suggestion(value, known));
}

void check_resize(std::pair<int, int> size, const ResizeOptions& options) {
  constexpr auto where = "ops.image.resize";
  check_one_of(where, "interpolation", options.interpolation,
               {"bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"});
  check_one_of(where, "fill_mode", options.fill_mode, {"constant"});
  if (size.first < 1 || size.second < 1)
    fail(where, ": size must be positive; received (", size.first, ", ", size.second, ")");
  if (options.crop_to_aspect_ratio && options.pad_to_aspect_ratio)
    fail(where,
         ": only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be true; received both");
}

}  // namespace

Tensor resize(const Tensor& images, std::pair<int, int> size, ResizeOptions options) {
  if (any_symbolic(images)) return call_node<image::resize>(images, size, options);
  check_resize(size, options);
  const ImageFormat format("ops.image.resize", images, options.data_format);
  const Shape target = {size.first, size.second};
  auto x = format.batch(images);
  const Shape sides = {x.shape(1), x.shape(2)};
  if (options.crop_to_aspect_ratio) x = cut(x, centered_window(sides, target));
  if (options.pad_to_aspect_ratio) x = framed(x, target, options.fill_value);
  x = format.restored(resampled(x, target, options.interpolation, options.antialias));
  if (x.dtype() == images.dtype()) return x;
  return saturate_cast(images.dtype().is_integer() ? round(x) : x, images.dtype());
}

Tensor scale_and_translate(const Tensor& images, Shape output_shape, const Tensor& scale,
                           const Tensor& translation, Axes spatial_dims, const std::string& method,
                           ScaleOptions options) {
  if (any_symbolic(images, scale, translation))
    return call_node<image::scale_and_translate>(images, output_shape, scale, translation,
                                                 spatial_dims, method, options);
  constexpr auto where = "ops.image.scale_and_translate";
  check_one_of(where, "method", method,
               {"linear", "bilinear", "trilinear", "triangle", "cubic", "bicubic", "tricubic",
                "lanczos3", "lanczos5"});
  const auto axes = spatial_dims.in_order(images.rank(), where);
  const Shape wanted = {static_cast<std::int64_t>(axes.size())};
  if (scale.shape() != wanted || translation.shape() != wanted ||
      output_shape.rank() != images.rank())
    fail(where,
         ": scale and translation must have a number for each of spatial_dims, and output_shape a "
         "length for each axis of images; received shapes ",
         scale.shape(), ", ", translation.shape(), " and output_shape=", output_shape);
  auto x = floating(images);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const auto place = static_cast<std::int64_t>(i);
    const auto weights =
        stretched_weights(x.shape(axes[i]), output_shape[axes[i]],
                          {scale[place], translation[place]}, method, options.antialias);
    x = moveaxis(tensordot(x, cast(weights, x.dtype()), Axes(axes[i]), Axes(0)), -1, axes[i]);
  }
  return x;
}

}  // namespace keras::ops::image
