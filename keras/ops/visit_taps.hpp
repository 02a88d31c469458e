// Internal: windows and their pixels, one after the other.
#pragma once
#include "keras/ops/convolve_sizes.hpp"

namespace keras::ops {

/// The pixel of an image that `tap` of `window` looks at, or -1 outside.
inline std::int64_t pixel_at(const ConvolutionSizes& s, std::int64_t window, std::int64_t tap) {
  std::int64_t pixel = 0, scale = 1;
  for (std::size_t axis = 3; axis-- > 0;) {
    const auto at = window % s.windows.lengths[axis] * s.strides[axis] - s.before[axis] +
                    tap % s.kernel.taps[axis] * s.dilations[axis];
    if (at < 0 || at >= s.image.lengths[axis]) return -1;
    pixel += at * scale;
    scale *= s.image.lengths[axis];
    window /= s.windows.lengths[axis];
    tap /= s.kernel.taps[axis];
  }
  return pixel;
}

/// Calls visit(window, tap, pixel) for all of an image that meet, each window's taps in order.
template <class Visit>
void visit_taps(const ConvolutionSizes& s, Visit&& visit) {
  const auto taps = s.kernel.taps[0] * s.kernel.taps[1] * s.kernel.taps[2];
  for (std::int64_t window = 0; window < s.windows.pixels(); ++window)
    for (std::int64_t tap = 0; tap < taps; ++tap)
      if (const auto pixel = pixel_at(s, window, tap); pixel >= 0) visit(window, tap, pixel);
}

}  // namespace keras::ops
