// Internal: the sizes of a convolution as its kernels want them, always of three spatial axes.
#pragma once
#include <array>
#include <cstdint>

#include "keras/graph/op.hpp"
#include "keras/ops/convolve.hpp"
#include "keras/runtime/cpu/convolution.hpp"

namespace keras::ops {

using Three = std::array<std::int64_t, 3>;

/// The sizes of (first, axes..., rest...): `axes` spatial lengths, after leading ones, and the
/// rest.
struct ImageSizes {
  std::int64_t batch = 1, channels = 1;
  Three lengths = {1, 1, 1};

  explicit ImageSizes(const Shape& shape) : batch(shape[0]), channels(shape[-1]) {
    const int axes = shape.rank() - 2;
    for (int i = 0; i < axes; ++i) lengths[static_cast<std::size_t>(3 - axes + i)] = shape[1 + i];
  }
  std::int64_t pixels() const { return lengths[0] * lengths[1] * lengths[2]; }
};

struct KernelSizes {
  std::int64_t channels = 1, outputs = 1;  ///< Channels of a group, outputs of all groups.
  Three taps = {1, 1, 1};

  explicit KernelSizes(const Shape& shape) : channels(shape[-2]), outputs(shape[-1]) {
    const int axes = shape.rank() - 2;
    for (int i = 0; i < axes; ++i) taps[static_cast<std::size_t>(3 - axes + i)] = shape[i];
  }
  /// Floats from one tap to the next along each axis.
  Three tap_strides() const {
    const auto one = channels * outputs;
    return {taps[1] * taps[2] * one, taps[2] * one, one};
  }
};

/// Numbers of a convolution's spatial axes, after ones (or `lead`) for the axes that are not there.
inline Three three(const std::vector<int>& numbers, int lead = 1) {
  Three result = {lead, lead, lead};
  for (std::size_t i = 0; i < numbers.size(); ++i) result[3 - numbers.size() + i] = numbers[i];
  return result;
}

/// Floats from one pixel to the next along each axis of an image.
inline Three pixel_strides(const ImageSizes& image) {
  return {image.lengths[1] * image.lengths[2] * image.channels, image.lengths[2] * image.channels,
          image.channels};
}

/// All three operations know how the kernel slides.
struct ConvolutionSizes {
  ImageSizes image, windows;
  KernelSizes kernel;
  Three strides, dilations, before;
  std::int64_t groups;

  ConvolutionSizes(const Shape& image, const Shape& windows, const Shape& kernel, const Sliding& s)
      : image(image),
        windows(windows),
        kernel(kernel),
        strides(three(s.strides)),
        dilations(three(s.dilations)),
        before(three(s.before, 0)),
        groups(s.groups) {}

  bool depthwise() const {
    return groups == image.channels && groups == windows.channels && groups > 1;
  }
  std::int64_t outputs() const { return kernel.outputs / groups; }
  /// Each axis of the image falls into as many phases as the stride has places: the pixels of a
  /// phase see the same taps, so that the transposed convolution of a phase is a convolution.
  std::int64_t phases() const { return strides[0] * strides[1] * strides[2]; }

  /// The windows of the image, for the channels of `group`.
  runtime::Windows image_windows(const float* x, std::int64_t group) const;
};

inline std::int64_t parts(std::int64_t whole, std::int64_t part) {
  return (whole + part - 1) / part;
}

/// What a group of the windows is multiplied with; all of a depthwise convolution is one group.
/// `w` may be null.
runtime::Convolution convolution(const ConvolutionSizes& sizes, std::int64_t group, const float* x,
                                 const float* w, float* y);

/// Whether `w` has for each tap channels by outputs, as a kernel has, or, group by group, outputs
/// by channels, as `swap_tap` makes it.
enum class WeightOrder : std::uint8_t { of_kernel, swapped };

/// Swaps the channels and outputs of tap `tap`, counted group by group.
void swap_tap(const ConvolutionSizes& sizes, std::int64_t tap, const float* w, float* swapped);

/// The pixels of one phase of the image as a convolution of y by some of the taps; `w` may be null.
runtime::Convolution transposed_phase(const ConvolutionSizes& sizes, std::int64_t group,
                                      std::int64_t phase, const float* y, const float* w,
                                      float* image, WeightOrder order = WeightOrder::of_kernel);

}  // namespace keras::ops
