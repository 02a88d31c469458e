#include "keras/ops/conv.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/ops/convolve.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/window_arguments.hpp"

namespace keras::ops {
namespace {

/// The spatial lengths of a kernel.
std::vector<int> taps_of(const Tensor& kernel) {
  std::vector<int> taps;
  for (int axis = 0; axis < kernel.rank() - 2; ++axis)
    taps.push_back(static_cast<int>(kernel.shape(axis)));
  return taps;
}

std::vector<int> numbers(const Sizes& sizes, int axes, const std::string& name, int least = 1) {
  return sizes.resolved(axes, name.c_str(), least).list();
}

void check_kernel(const Images& images, const Tensor& kernel) {
  if (kernel.rank() != images.x().rank())
    fail(images.where(), ": the kernel must have as many axes as the inputs; received shapes ",
         images.x().shape(), " and ", kernel.shape());
  if (kernel.shape().known() && kernel.size() == 0)
    fail(images.where(), ": no axis of the kernel may be empty; received shape ", kernel.shape());
  if (images.x().shape(-1) == Shape::unknown)
    fail(images.where(), ": the number of channels must be known; received shape ",
         images.x().shape());
}

/// The product of each pixel with a kernel of one pixel is a product of matrices.
bool is_pointwise(const std::vector<int>& taps, const std::vector<int>& strides) {
  const auto one = [](int n) { return n == 1; };
  return std::all_of(taps.begin(), taps.end(), one) &&
         std::all_of(strides.begin(), strides.end(), one);
}

Tensor grouped(const Images& images, const Tensor& kernel, int groups, const ConvOptions& o) {
  const int axes = images.axes();
  const auto taps = taps_of(kernel);
  Sliding sliding = {
      .strides = numbers(o.strides, axes, images.where() + ": strides"),
      .dilations = numbers(o.dilation_rate, axes, images.where() + ": dilation_rate"),
      .groups = groups};
  const auto shape = window_shape(images, taps, sliding.strides, sliding.dilations, o.padding);
  for (const auto length : shape.windows)
    if (length == 0)
      fail(images.where(), ": the kernel must fit into the inputs; received shapes ",
           images.x().shape(), " and ", kernel.shape());
  const auto weights = converted(kernel, images.x().dtype());
  if (groups == 1 && is_pointwise(taps, sliding.strides))
    return matmul(images.x(), reshape(weights, {kernel.shape(-2), kernel.shape(-1)}));
  sliding.before = shape.before;
  return convolve(images.x(), weights, sliding, shape.windows);
}

}  // namespace

Tensor conv(const Tensor& inputs, const Tensor& kernel, ConvOptions options) {
  if (any_symbolic(inputs, kernel)) return call_node<conv>(inputs, kernel, options);
  const auto dtype = kernel.dtype();
  const Images images(converted(inputs, dtype), options.data_format, "ops.conv");
  check_kernel(images, kernel);
  const auto channels = images.x().shape(-1), of_group = kernel.shape(-2);
  if (channels % of_group != 0)
    fail("ops.conv: the kernel's channels must divide those of the inputs; received shapes ",
         inputs.shape(), " and ", kernel.shape());
  const auto groups = static_cast<int>(channels / of_group);
  if (kernel.shape(-1) % groups != 0)
    fail("ops.conv: the number of groups, ", groups,
         ", must divide the kernel's outputs; received ", "kernel shape ", kernel.shape());
  return images.result(grouped(images, kernel, groups, options), dtype);
}

Tensor depthwise_conv(const Tensor& inputs, const Tensor& kernel, ConvOptions options) {
  if (any_symbolic(inputs, kernel)) return call_node<depthwise_conv>(inputs, kernel, options);
  const auto dtype = result_dtype(inputs, kernel);
  Images images(converted(inputs, dtype), options.data_format, "ops.depthwise_conv");
  check_kernel(images, kernel);
  const auto channels = images.x().shape(-1), multiplier = kernel.shape(-1);
  if (channels != kernel.shape(-2))
    fail("ops.depthwise_conv: the kernel must have the channels of the inputs; received shapes ",
         inputs.shape(), " and ", kernel.shape());
  // Every output has a channel of its own: repeated, each is a group.
  const Images repeated(
      multiplier == 1 ? images.x() : repeat(images.x(), static_cast<int>(multiplier), {.axis = -1}),
      "channels_last", images.where());
  const auto axes = kernel.shape().up_to(kernel.rank() - 2);
  const auto one = reshape(kernel, axes + Shape({1, channels * multiplier}));
  return images.result(grouped(repeated, one, static_cast<int>(channels * multiplier), options),
                       dtype);
}

Tensor separable_conv(const Tensor& inputs, const Tensor& depthwise_kernel,
                      const Tensor& pointwise_kernel, ConvOptions options) {
  if (any_symbolic(inputs, depthwise_kernel, pointwise_kernel))
    return call_node<separable_conv>(inputs, depthwise_kernel, pointwise_kernel, options);
  const auto y = depthwise_conv(inputs, depthwise_kernel, options);
  return conv(y, pointwise_kernel, {.data_format = options.data_format});
}

namespace {

/// Along one axis: the length of a transposed convolution and what lies before its first pixel.
struct TransposedAxis {
  std::int64_t length, before;
};

TransposedAxis transposed_axis(std::int64_t windows, std::int64_t reach, std::int64_t stride,
                               bool same, std::optional<int> output_padding) {
  const auto least = (windows - 1) * stride;
  if (!same)
    return {
        least + reach + output_padding.value_or(static_cast<int>(std::max(reach, stride) - reach)),
        0};
  // The windows overhang the result by `cut` pixels; the end takes the odd one.
  const auto length = output_padding ? least + reach % 2 + *output_padding : windows * stride;
  const auto total = length - least + reach - 2;  // both ends of the full correlation
  const auto left = std::min((total + 1) / 2, reach - 1);
  return {length, reach - 1 - left};
}

}  // namespace

Tensor conv_transpose(const Tensor& inputs, const Tensor& kernel, ConvTransposeOptions options) {
  if (any_symbolic(inputs, kernel)) return call_node<conv_transpose>(inputs, kernel, options);
  const auto dtype = result_dtype(inputs, kernel);
  const Images images(converted(inputs, dtype), options.data_format, "ops.conv_transpose");
  check_kernel(images, kernel);
  if (images.x().shape(-1) != kernel.shape(-1))
    fail("ops.conv_transpose: the last axis of the kernel must have the channels of the inputs; ",
         "received shapes ", inputs.shape(), " and ", kernel.shape());
  if (options.padding != "valid" && options.padding != "same")
    fail("ops.conv_transpose: padding must be 'valid' or 'same'; received padding=",
         quoted(options.padding));
  const int axes = images.axes();
  Sliding sliding = {
      .strides = numbers(options.strides, axes, "ops.conv_transpose: strides"),
      .dilations = numbers(options.dilation_rate, axes, "ops.conv_transpose: dilation_rate")};
  std::vector<int> added;
  if (options.output_padding)
    added = numbers(*options.output_padding, axes, "ops.conv_transpose: output_padding", 0);
  Shape lengths;
  for (int axis = 0; axis < axes; ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    const auto reach = (kernel.shape(axis) - 1) * sliding.dilations[i] + 1;
    const auto [length, before] =
        transposed_axis(images.length(axis), reach, sliding.strides[i], options.padding == "same",
                        added.empty() ? std::nullopt : std::optional(added[i]));
    lengths.push_back(images.length(axis) == Shape::unknown ? Shape::unknown : length);
    sliding.before.push_back(static_cast<int>(before));
  }
  return images.result(
      convolve_transposed(images.x(), converted(kernel, images.x().dtype()), sliding, lengths),
      dtype);
}

}  // namespace keras::ops
