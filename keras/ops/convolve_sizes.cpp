#include "keras/ops/convolve_sizes.hpp"

#include <algorithm>
#include <numeric>

#include "keras/runtime/cpu/kernels.hpp"

namespace keras::ops {
namespace {

using runtime::Convolution;

/// The pixels `start`, `start + stride`, ... of an axis see window (pixel + before - tap *
/// dilation) / stride wherever that is whole; the last of those taps comes first, so that the
/// windows ascend.
void set_phase(Convolution& s, const ConvolutionSizes& sizes, std::size_t axis, std::int64_t start,
               std::int64_t tap_stride, std::int64_t pixel_stride) {
  const auto stride = sizes.strides[axis], dilation = sizes.dilations[axis];
  const auto period = stride / std::gcd(stride, dilation);
  const auto place = start + sizes.before[axis];
  std::int64_t first = 0;
  while (first < period && (place - first * dilation) % stride != 0) ++first;
  const bool any = first < period && first < sizes.kernel.taps[axis];
  const auto count = any ? parts(sizes.kernel.taps[axis] - first, period) : 0;
  const auto last = first + (count - 1) * period;
  const auto pixels = sizes.image.lengths[axis] - start;
  s.windows.axes[axis] = {.length = sizes.windows.lengths[axis],
                          .windows = pixels > 0 ? parts(pixels, stride) : 0,
                          .step = 1,
                          .taps = count,
                          .first = any ? (place - last * dilation) / stride : 0,
                          .apart = period * dilation / stride};
  if (any && s.w != nullptr) s.w += last * tap_stride;
  s.w_taps[axis] = -period * tap_stride;
  s.y += start * pixel_stride;
  s.y_axes[axis] = stride * pixel_stride;
}

}  // namespace

runtime::Windows ConvolutionSizes::image_windows(const float* x, std::int64_t group) const {
  runtime::Windows result = {.x = x + group * kernel.channels,
                             .batch = image.batch,
                             .pixel = image.channels,
                             .channels = depthwise() ? image.channels : kernel.channels};
  for (std::size_t i = 0; i < 3; ++i)
    result.axes[i] = {.length = image.lengths[i],
                      .windows = windows.lengths[i],
                      .step = strides[i],
                      .taps = kernel.taps[i],
                      .first = -before[i],
                      .apart = dilations[i]};
  return result;
}

Convolution convolution(const ConvolutionSizes& sizes, std::int64_t group, const float* x,
                        const float* w, float* y) {
  const auto outputs = sizes.depthwise() ? sizes.kernel.outputs : sizes.outputs();
  Convolution s = {.windows = sizes.image_windows(x, group),
                   .w = w == nullptr ? w : w + group * outputs,
                   .w_row = sizes.kernel.outputs,
                   .outputs = outputs,
                   .y = y + group * outputs};
  const auto taps = sizes.kernel.tap_strides(), pixels = pixel_strides(sizes.windows);
  std::copy(taps.begin(), taps.end(), s.w_taps);
  std::copy(pixels.begin(), pixels.end(), s.y_axes);
  s.y_batch = sizes.windows.pixels() * sizes.windows.channels;
  return s;
}

void swap_tap(const ConvolutionSizes& sizes, std::int64_t tap, const float* w, float* swapped) {
  const auto& kernel = sizes.kernel;
  const auto taps = kernel.taps[0] * kernel.taps[1] * kernel.taps[2];
  const auto outputs = sizes.outputs(), channels = kernel.channels;
  const auto* from = w + tap % taps * channels * kernel.outputs + tap / taps * outputs;
  runtime::kernels().transpose(from, kernel.outputs, swapped + tap * outputs * channels, channels,
                               outputs, channels);
}

Convolution transposed_phase(const ConvolutionSizes& sizes, std::int64_t group, std::int64_t phase,
                             const float* y, const float* w, float* image, WeightOrder order) {
  const auto& kernel = sizes.kernel;
  const auto all = sizes.depthwise();
  Convolution s = {.windows = {.x = y + group * sizes.outputs(),
                               .batch = sizes.image.batch,
                               .pixel = sizes.windows.channels,
                               .channels = all ? kernel.outputs : sizes.outputs()},
                   .w = w == nullptr ? w : w + group * sizes.outputs(),
                   .w_row = kernel.outputs,
                   .w_transposed = true,
                   .outputs = all ? kernel.outputs : kernel.channels,
                   .y = image + group * kernel.channels};
  s.y_batch = sizes.image.pixels() * sizes.image.channels;
  auto taps = kernel.tap_strides();
  if (order == WeightOrder::swapped) {
    for (auto& stride : taps) stride /= sizes.groups;
    s.w = w + group * taps[0] * kernel.taps[0];
    s.w_row = kernel.channels, s.w_transposed = false;
  }
  const auto pixels = pixel_strides(sizes.image);
  for (std::size_t axis = 3; axis-- > 0;) {
    const auto stride = sizes.strides[axis];
    set_phase(s, sizes, axis, phase % stride, taps[axis], pixels[axis]);
    phase /= stride;
  }
  return s;
}

}  // namespace keras::ops
