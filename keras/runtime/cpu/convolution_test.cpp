// The loops of convolutions and pooling against their formulas, for every instruction set.
#include "keras/runtime/cpu/convolution.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "keras/runtime/cpu/kernels.hpp"

namespace keras::runtime {
namespace {

using Floats = std::vector<float>;

Floats noise(std::int64_t count, unsigned seed) {
  Floats result(static_cast<std::size_t>(count));
  for (auto& x : result) {
    seed = seed * 1664525u + 1013904223u;
    x = static_cast<float>(seed >> 20) / 2048.0f - 1;
  }
  return result;
}

struct Case {
  Windows windows;
  std::int64_t outputs = 1;
  bool transposed = false;
};

// Lines of taps that are copied as a whole and tap by tap, outside on both sides, gaps in both
// directions, more entries than a tile holds, and more rows and columns; lines longer than a tile,
// such that are read where they lie, pixels too far apart for that, and more taps than a slice has.
const Case cases[] = {
    {{.batch = 2,
      .pixel = 3,
      .channels = 3,
      .axes = {{}, {5, 4, 1, 3, -1, 1}, {6, 6, 1, 3, -1, 1}}},
     5},
    {{.batch = 1,
      .pixel = 7,
      .channels = 5,
      .axes = {{3, 2, 1, 2, 0, 1}, {4, 2, 2, 2, 0, 1}, {9, 4, 2, 3, -2, 2}}},
     18,
     true},
    {{.batch = 3,
      .pixel = 40,
      .channels = 40,
      .axes = {{}, {6, 6, 1, 3, -1, 1}, {7, 7, 1, 3, -1, 1}}},
     35},
    {{.batch = 1, .pixel = 9, .channels = 9, .axes = {{}, {}, {30, 25, 1, 2, -3, 5}}}, 16, true},
    {{.batch = 2, .pixel = 4, .channels = 4, .axes = {{}, {8, 3, 3, 1, 1, 1}, {8, 4, 2, 0, 0, 1}}},
     6},
    {{.batch = 1,
      .pixel = 50,
      .channels = 50,
      .axes = {{}, {20, 18, 1, 3, 0, 1}, {21, 19, 1, 3, 0, 1}}},
     300},
    {{.batch = 1,
      .pixel = 6,
      .channels = 6,
      .axes = {{}, {2, 2, 1, 3, -1, 1}, {131, 131, 1, 3, -1, 1}}},
     16},
    {{.batch = 2,
      .pixel = 20,
      .channels = 20,
      .axes = {{}, {4, 3, 1, 2, 0, 1}, {9, 8, 1, 2, 0, 1}}},
     32},
    {{.batch = 2,
      .pixel = 600,
      .channels = 20,
      .axes = {{}, {4, 3, 1, 2, 0, 1}, {9, 8, 1, 2, 0, 1}}},
     40},
    {{.batch = 1,
      .pixel = 1,
      .channels = 1,
      .axes = {{}, {25, 6, 1, 20, 0, 1}, {25, 6, 1, 20, 0, 1}}},
     40},
};

std::int64_t windows_of(const Windows& s) {
  return s.batch * s.axes[0].windows * s.axes[1].windows * s.axes[2].windows;
}
std::int64_t taps_of(const Windows& s) { return s.axes[0].taps * s.axes[1].taps * s.axes[2].taps; }
std::int64_t pixels_of(const Windows& s) {
  return s.batch * s.axes[0].length * s.axes[1].length * s.axes[2].length;
}

/// The pixel that `tap` of `window` looks at, or -1.
std::int64_t pixel_at(const Windows& s, std::int64_t window, std::int64_t tap) {
  std::int64_t pixel = 0, scale = 1;
  for (int axis = 2; axis >= 0; --axis) {
    const auto& a = s.axes[axis];
    const auto at = window % a.windows * a.step + a.first + tap % a.taps * a.apart;
    if (at < 0 || at >= a.length) return -1;
    pixel += at * scale, scale *= a.length, window /= a.windows, tap /= a.taps;
  }
  return pixel + window * scale;
}

/// The places of `pixel` and of entry (tap, c) in a matrix.
std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

/// y has gaps between lines, so that its windows do not lie side by side.
void place_result(Convolution& s, std::int64_t gap) {
  const auto& axes = s.windows.axes;
  s.y_axes[2] = s.outputs;
  s.y_axes[1] = s.y_axes[2] * axes[2].windows + gap;
  s.y_axes[0] = s.y_axes[1] * axes[1].windows;
  s.y_batch = s.y_axes[0] * axes[0].windows;
}

std::int64_t place_of_result(const Convolution& s, std::int64_t window) {
  const auto& axes = s.windows.axes;
  const auto k = window % axes[2].windows, rest = window / axes[2].windows;
  const auto j = rest % axes[1].windows, i = rest / axes[1].windows % axes[0].windows;
  return rest / axes[1].windows / axes[0].windows * s.y_batch + i * s.y_axes[0] + j * s.y_axes[1] +
         k * s.y_axes[2];
}

double convolution_error(const Kernels& kernels, const Case& c, std::int64_t gap) {
  Convolution s = {.windows = c.windows, .w_transposed = c.transposed, .outputs = c.outputs};
  const auto channels = s.windows.channels, taps = taps_of(s.windows);
  const auto x = noise(pixels_of(s.windows) * s.windows.pixel, 1);
  const auto w = noise(taps * channels * s.outputs + 1, 2);
  s.windows.x = x.data(), s.w = w.data();
  s.w_row = c.transposed ? channels : s.outputs;
  for (std::int64_t axis = 2, size = channels * s.outputs; axis >= 0; --axis)
    s.w_taps[axis] = size, size *= s.windows.axes[axis].taps;
  place_result(s, gap);
  Floats y(at(s.y_batch * s.windows.batch), 7.0f);
  s.y = y.data();
  std::vector<double> scratch(convolution_scratch / sizeof(double) + 8);
  for (auto tile = kernels.conv_tiles(s) - 1; tile >= 0; --tile)
    kernels.conv_tile(s, tile, scratch.data());
  double worst = 0;
  for (std::int64_t window = 0; window < windows_of(s.windows); ++window)
    for (std::int64_t o = 0; o < s.outputs; ++o) {
      double sum = 0;
      for (std::int64_t tap = 0; tap < taps; ++tap) {
        const auto pixel = pixel_at(s.windows, window, tap);
        for (std::int64_t i = 0; pixel >= 0 && i < channels; ++i)
          sum += double(x[at(pixel * s.windows.pixel + i)]) *
                 w[at(tap * channels * s.outputs +
                      (c.transposed ? o * channels + i : i * s.outputs + o))];
      }
      auto& got = y[at(place_of_result(s, window) + o)];
      worst = std::max(worst, std::abs(got - sum) / (1 + std::abs(sum)));
      got = 7.0f;
    }
  return y == Floats(y.size(), 7.0f) ? worst : -1;  // nothing else was written
}

double gradient_error(const Kernels& kernels, const Case& c) {
  ConvolutionGradient s = {.windows = c.windows, .outputs = c.outputs};
  const auto channels = s.windows.channels, taps = taps_of(s.windows);
  const auto x = noise(pixels_of(s.windows) * s.windows.pixel, 3);
  const auto y = noise(windows_of(s.windows) * s.outputs, 4);
  Floats w(at(taps * channels * s.outputs + 1), 7.0f);
  s.windows.x = x.data(), s.y = y.data(), s.y_pixel = s.w_row = s.outputs, s.w = w.data();
  s.first = windows_of(s.windows) / 3, s.count = windows_of(s.windows) - s.first;
  std::vector<double> scratch(convolution_scratch / sizeof(double) + 8);
  for (auto tile = kernels.conv_gradient_tiles(s) - 1; tile >= 0; --tile)
    kernels.conv_gradient_tile(s, tile, scratch.data());
  double worst = w.back() == 7.0f ? 0 : 1;
  for (std::int64_t entry = 0; entry < taps * channels; ++entry)
    for (std::int64_t o = 0; o < s.outputs; ++o) {
      double sum = 0;
      for (auto window = s.first; window < s.first + s.count; ++window) {
        const auto pixel = pixel_at(s.windows, window, entry / channels);
        if (pixel >= 0)
          sum += double(x[at(pixel * s.windows.pixel + entry % channels)]) *
                 y[at(window * s.outputs + o)];
      }
      worst = std::max(worst, std::abs(w[at(entry * s.outputs + o)] - sum) / (1 + std::abs(sum)));
    }
  return worst;
}

/// The windows of each channel by themselves, folded by `fold(sum, x, w)`.
template <class Fold>
double fold_error(void (*line)(const Convolution&, std::int64_t), const Case& c, double start,
                  Fold fold) {
  Convolution s = {.windows = c.windows, .outputs = c.windows.channels};
  const auto taps = taps_of(s.windows);
  const auto x = noise(pixels_of(s.windows) * s.windows.pixel, 5);
  const auto w = noise(taps * s.outputs + 1, 6);
  s.windows.x = x.data(), s.w = w.data();
  for (std::int64_t axis = 2, size = s.outputs; axis >= 0; --axis)
    s.w_taps[axis] = size, size *= s.windows.axes[axis].taps;
  place_result(s, 3);
  Floats y(at(s.y_batch * s.windows.batch));
  s.y = y.data();
  for (std::int64_t i = 0; i < windows_of(s.windows) / s.windows.axes[2].windows; ++i) line(s, i);
  double worst = 0;
  for (std::int64_t window = 0; window < windows_of(s.windows); ++window)
    for (std::int64_t o = 0; o < s.outputs; ++o) {
      double sum = start;
      for (std::int64_t tap = 0; tap < taps; ++tap) {
        const auto pixel = pixel_at(s.windows, window, tap);
        if (pixel >= 0)
          sum = fold(sum, x[at(pixel * s.windows.pixel + o)], w[at(tap * s.outputs + o)]);
      }
      const double got = y[at(place_of_result(s, window) + o)];
      if (got != sum) worst = std::max(worst, std::abs(got - sum) / (1 + std::abs(sum)));
    }
  return worst;
}

}  // namespace

TEST_CASE("convolutions are the sums that they stand for") {
  for (const auto* kernels : supported_kernels())
    for (const auto& c : cases) {
      CAPTURE(kernels->name);
      CAPTURE(&c - cases);
      for (const std::int64_t gap : {0, 5}) {
        const auto error = convolution_error(*kernels, c, gap);
        CHECK_MESSAGE((error >= 0 && error < 1e-5), error);
      }
      CHECK(gradient_error(*kernels, c) < 1e-5);
    }
}

TEST_CASE("depthwise convolutions and pooling fold each window") {
  for (const auto* kernels : supported_kernels())
    for (const auto& c : cases) {
      CAPTURE(kernels->name);
      CAPTURE(&c - cases);
      const auto multiply = [](double sum, double x, double w) { return sum + x * w; };
      CHECK(fold_error(kernels->depthwise_line, c, 0, multiply) < 1e-5);
      const auto add = [](double sum, double x, double) { return sum + x; };
      CHECK(fold_error(kernels->sum_pool_line, c, 0, add) < 1e-5);
      const auto most = [](double sum, double x, double) { return std::max(sum, x); };
      CHECK(fold_error(kernels->max_pool_line, c, -std::numeric_limits<double>::infinity(), most) ==
            0);
    }
}

}  // namespace keras::runtime
