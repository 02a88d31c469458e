#include "keras/ops/image_filter.hpp"

#include <utility>

#include "keras/core/error.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/image_format.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops::image {
namespace {

void expect_floats(const char* where, const Tensor& images) {
  if (!images.dtype().is_floating())
    fail(where, ": images must be floats; received dtype ", images.dtype());
}

/// The same kernel for each channel.
Tensor for_channels(const Tensor& kernel, const Shape& lengths, const Tensor& images) {
  const auto channels = images.shape(3);
  return broadcast_to(reshape(cast(kernel, images.dtype()), lengths + Shape({1, 1})),
                      lengths + Shape({channels, 1}));
}

/// Both images as batches of floats with channels last.
std::pair<Tensor, Tensor> pair_of(const Tensor& image1, const Tensor& image2,
                                  const SsimOptions& options) {
  constexpr auto where = "ops.image.ssim";
  if (image1.shape() != image2.shape())
    fail(where, ": image1 and image2 must have one shape; received ", image1.shape(), " and ",
         image2.shape());
  const ImageFormat format(where, image1, options.data_format);
  const auto dtype = floating(image1).dtype();
  return {format.batch(cast(image1, dtype)), format.batch(cast(image2, dtype))};
}

}  // namespace

Tensor normal_weights(int size, const Tensor& sigma) {
  const auto distance = arange(size, {"float32"}) - (size - 1) / 2.0;
  const auto weights = exp(-0.5 * square(distance / cast(sigma, "float32")));
  return weights / sum(weights);
}

Tensor filtered(const Tensor& images, const Tensor& rows, const Tensor& columns,
                const std::string& padding) {
  const auto down = depthwise_conv(images, for_channels(rows, {rows.size(), 1}, images),
                                   {.padding = padding, .data_format = "channels_last"});
  return depthwise_conv(down, for_channels(columns, {1, columns.size()}, images),
                        {.padding = padding, .data_format = "channels_last"});
}

Tensor gaussian_blur(const Tensor& images, BlurOptions options) {
  if (any_symbolic(images)) return call_node<image::gaussian_blur>(images, options);
  constexpr auto where = "ops.image.gaussian_blur";
  expect_floats(where, images);
  const auto [columns, rows] = options.kernel_size;
  if (columns < 1 || rows < 1)
    fail(where, ": kernel_size must be positive; received (", columns, ", ", rows, ")");
  const ImageFormat format(where, images, options.data_format);
  return format.restored(filtered(format.batch(images), normal_weights(rows, options.sigma.second),
                                  normal_weights(columns, options.sigma.first), "same"));
}

Tensor sobel_edges(const Tensor& images, FormatOptions options) {
  if (any_symbolic(images)) return call_node<image::sobel_edges>(images, options);
  constexpr auto where = "ops.image.sobel_edges";
  expect_floats(where, images);
  if (images.rank() != 4) fail(where, ": images must have 4 axes; received shape ", images.shape());
  const ImageFormat format(where, images, options.data_format);
  const auto x = format.batch(images);
  const Tensor smooth(std::vector<float>{1, 2, 1}), slope(std::vector<float>{-1, 0, 1});
  const auto down = filtered(x, slope, smooth, "same"), right = filtered(x, smooth, slope, "same");
  return stack({format.restored(down), format.restored(right)}, {.axis = -1});
}

Tensor ssim(const Tensor& image1, const Tensor& image2, SsimOptions options) {
  if (any_symbolic(image1, image2)) return call_node<image::ssim>(image1, image2, options);
  constexpr auto where = "ops.image.ssim";
  const auto [x, y] = pair_of(image1, image2, options);
  const int size = options.filter_size;
  if (size < 1 || size > x.shape(1) || size > x.shape(2))
    fail(where, ": filter_size must be positive and fit into images; received filter_size=", size,
         " for shape ", image1.shape());
  const auto weights = normal_weights(size, options.filter_sigma);
  const auto mean_of = [&](const Tensor& t) { return filtered(t, weights, weights, "valid"); };
  const auto mean_x = mean_of(x), mean_y = mean_of(y);
  const auto xx = mean_x * mean_x, yy = mean_y * mean_y, xy = mean_x * mean_y;
  const auto variances = mean_of(x * x) - xx + (mean_of(y * y) - yy);
  const auto covariance = mean_of(x * y) - xy;
  const double low = options.k1 * options.max_val, high = options.k2 * options.max_val;
  const double c1 = low * low, c2 = high * high;
  const auto map = (2 * xy + c1) * (2 * covariance + c2) / ((xx + yy + c1) * (variances + c2));
  const auto result = mean(mean(map, {.axis = {1, 2}}), {.axis = -1});
  return cast(image1.rank() == 3 ? squeeze(result) : result, image1.dtype());
}

}  // namespace keras::ops::image
