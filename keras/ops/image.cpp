#include "keras/ops/image.hpp"

#include <algorithm>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/image_format.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops::image {
namespace {

using Given = std::optional<int>;

std::vector<Tensor> planes(const char* where, const Tensor& images, int axis) {
  if (images.shape(axis) != 3)
    fail(where, ": images must have 3 channels; received shape ", images.shape());
  return split(images, 3, {axis});
}

struct Borders {
  int before, after;
};
/// What is added on both sides (taken away if `sign` is -1), two of the three being given.
Borders borders(const char* where, const Given& before, const Given& after, const Given& target,
                std::int64_t length, int sign) {
  const int given = int(before.has_value()) + int(after.has_value()) + int(target.has_value());
  if (given != 2)
    fail(where, ": of both sides and the target two must be given along each axis; received ",
         given);
  const int change = target ? sign * (*target - static_cast<int>(length)) : 0;
  const Borders result = {before ? *before : change - *after, after ? *after : change - *before};
  if (result.before < 0 || result.after < 0)
    fail(where, ": both sides must be at least 0; received ", result.before, " and ", result.after);
  return result;
}

}  // namespace

Tensor rgb_to_grayscale(const Tensor& images, FormatOptions options) {
  if (any_symbolic(images)) return call_node<image::rgb_to_grayscale>(images, options);
  const int axis =
      ImageFormat("ops.image.rgb_to_grayscale", images, options.data_format).channels_axis();
  if (images.shape(axis) == 1) return images;
  const auto rgb = planes("ops.image.rgb_to_grayscale", floating(images), axis);
  return cast(0.2989 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2], images.dtype());
}

Tensor rgb_to_hsv(const Tensor& images, FormatOptions options) {
  if (any_symbolic(images)) return call_node<image::rgb_to_hsv>(images, options);
  const int axis = ImageFormat("ops.image.rgb_to_hsv", images, options.data_format).channels_axis();
  if (!images.dtype().is_floating())
    fail("ops.image.rgb_to_hsv: images must be floats; received dtype ", images.dtype());
  constexpr double black = std::numeric_limits<float>::epsilon();
  const auto rgb = planes("ops.image.rgb_to_hsv", where(abs(images) < black, 0, images), axis);
  const auto &red = rgb[0], &green = rgb[1], &blue = rgb[2];
  const auto value = maximum(maximum(red, green), blue);
  const auto spread = value - minimum(minimum(red, green), blue);
  const auto saturation = where(value > 0, spread / where(value > 0, value, 1), 0);
  const auto sixth = 1 / (6 * where(spread > 0, spread, 1));
  auto hue = where(value == green, sixth * (blue - red) + 1.0 / 3, sixth * (red - green) + 2.0 / 3);
  hue = where(value == red, sixth * (green - blue), hue);
  hue = where(spread > 0, hue, 0) + where(hue < 0, 1, 0);
  return concatenate({hue, saturation, value}, {axis});
}

Tensor hsv_to_rgb(const Tensor& images, FormatOptions options) {
  if (any_symbolic(images)) return call_node<image::hsv_to_rgb>(images, options);
  const int axis = ImageFormat("ops.image.hsv_to_rgb", images, options.data_format).channels_axis();
  if (!images.dtype().is_floating())
    fail("ops.image.hsv_to_rgb: images must be floats; received dtype ", images.dtype());
  const auto hsv = planes("ops.image.hsv_to_rgb", images, axis);
  const auto angle = mod(hsv[0], 1) * 6;
  const auto shade = [&](const Tensor& part) {
    return hsv[2] * (1 - hsv[1] + hsv[1] * clip(part, 0, 1));
  };
  return concatenate(
      {shade(abs(angle - 3) - 1), shade(2 - abs(angle - 2)), shade(2 - abs(angle - 4))}, {axis});
}

Tensor pad_images(const Tensor& images, PadImagesOptions options) {
  if (any_symbolic(images)) return call_node<image::pad_images>(images, options);
  constexpr auto where = "ops.image.pad_images";
  const int height = ImageFormat(where, images, options.data_format).height_axis();
  const auto rows = borders(where, options.top_padding, options.bottom_padding,
                            options.target_height, images.shape(height), 1);
  const auto columns = borders(where, options.left_padding, options.right_padding,
                               options.target_width, images.shape(height + 1), 1);
  std::vector<std::pair<int, int>> widths(static_cast<std::size_t>(images.rank()), {0, 0});
  widths[static_cast<std::size_t>(height)] = {rows.before, rows.after};
  widths[static_cast<std::size_t>(height + 1)] = {columns.before, columns.after};
  return pad(images, widths);
}

Tensor crop_images(const Tensor& images, CropImagesOptions options) {
  if (any_symbolic(images)) return call_node<image::crop_images>(images, options);
  constexpr auto where = "ops.image.crop_images";
  const int height = ImageFormat(where, images, options.data_format).height_axis();
  const auto rows = borders(where, options.top_cropping, options.bottom_cropping,
                            options.target_height, images.shape(height), -1);
  const auto columns = borders(where, options.left_cropping, options.right_cropping,
                               options.target_width, images.shape(height + 1), -1);
  std::vector<int> starts(static_cast<std::size_t>(images.rank()), 0);
  starts[static_cast<std::size_t>(height)] = rows.before;
  starts[static_cast<std::size_t>(height + 1)] = columns.before;
  auto shape = images.shape();
  shape[height] -= rows.before + rows.after;
  shape[height + 1] -= columns.before + columns.after;
  if (shape[height] < 0 || shape[height + 1] < 0)
    fail(where, ": more is cropped than there is; received shape ", images.shape());
  return slice(images, starts, shape);
}

}  // namespace keras::ops::image
