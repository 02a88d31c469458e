// What the loops of convolutions and pooling work on: windows that slide over images, float32.
//
// Images are (batch, axes[0], axes[1], axes[2], channels) in row-major order; images of fewer axes
// have leading axes of length 1.
#pragma once
#include <cstddef>
#include <cstdint>

namespace keras::runtime {

/// How windows slide along one axis: tap t of window w looks at the place
/// w * step + first + t * apart. A place outside [0, length) holds zeros.
struct WindowAxis {
  std::int64_t length = 1;
  std::int64_t windows = 1, step = 1;
  std::int64_t taps = 1, first = 0, apart = 1;
};

/// The windows of a batch of images. Window (n, i, j, k) is numbered in row-major order, and so is
/// entry (tap, tap, tap, channel) of a window.
struct Windows {
  const float* x = nullptr;
  std::int64_t batch = 1;
  std::int64_t pixel = 1;     ///< Floats between neighbouring pixels of x.
  std::int64_t channels = 1;  ///< How many of them the windows see.
  WindowAxis axes[3] = {};
};

/// y(window, o) = the sum over taps t and channels c of x(window, t, c) * w(t, c, o).
/// Depthwise, where `outputs` is `channels`: the sum over taps t of x(window, t, o) * w(t, o).
struct Convolution {
  Windows windows = {};
  const float* w = nullptr;
  std::int64_t w_taps[3] = {};  ///< Floats between neighbouring taps.
  std::int64_t w_row = 1;       ///< Floats between neighbouring channels; outputs if transposed.
  bool w_transposed = false;
  std::int64_t outputs = 1;
  float* y = nullptr;
  std::int64_t y_batch = 0, y_axes[3] = {};  ///< Floats between neighbouring windows of y.
};

/// w(t, c, o) = the sum over windows of x(window, t, c) * y(window, o), for `count` windows from
/// `first` on.
struct ConvolutionGradient {
  Windows windows = {};
  std::int64_t first = 0, count = 0;
  const float* y = nullptr;
  std::int64_t y_pixel = 1;  ///< Floats between neighbouring windows of y.
  std::int64_t outputs = 1;
  float* w = nullptr;
  std::int64_t w_row = 1;  ///< Floats between neighbouring entries of w.
};

/// The largest tile: windows by entries of a copy of the image, entries by a panel of a copy of the
/// weights, and windows by outputs of a part of y.
inline constexpr std::int64_t convolution_rows = 96, convolution_depth = 320,
                              convolution_cols = 256;
/// Bytes of scratch, aligned to 64, that a tile needs.
inline constexpr std::size_t convolution_scratch =
    sizeof(float) * (convolution_rows * convolution_depth + convolution_depth * 32 +
                     convolution_rows * convolution_cols);

}  // namespace keras::runtime
