// Copies of windows of images as the rows of a matrix.
#pragma once
#include "keras/runtime/cpu/convolution.hpp"
#include "keras/runtime/cpu/isa/counts.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// A window by its image and its place along each axis.
struct WindowPlace {
  std::int64_t image, at[3];
};

inline WindowPlace place_of(const Windows& s, std::int64_t window) {
  WindowPlace place;
  for (int axis = 2; axis >= 0; --axis) {
    place.at[axis] = window % s.axes[axis].windows;
    window /= s.axes[axis].windows;
  }
  place.image = window;
  return place;
}

/// The next window.
inline void advance(const Windows& s, WindowPlace& place) {
  for (int axis = 2; axis >= 0; --axis) {
    if (++place.at[axis] < s.axes[axis].windows) return;
    place.at[axis] = 0;
  }
  ++place.image;
}

inline std::int64_t windows_of_image(const Windows& s) {
  return s.axes[0].windows * s.axes[1].windows * s.axes[2].windows;
}
inline std::int64_t entries_of(const Windows& s) {
  return s.axes[0].taps * s.axes[1].taps * s.axes[2].taps * s.channels;
}

[[gnu::always_inline]] inline void copy_floats(const float* x, std::int64_t count, float* y) {
  std::int64_t i = 0;
  for (; i + lanes<float> <= count; i += lanes<float>) store(y + i, load(x + i));
#pragma GCC unroll 1
  for (; i < count; ++i) y[i] = x[i];
}
[[gnu::always_inline]] inline void clear_floats(std::int64_t count, float* y) {
  std::int64_t i = 0;
  for (; i + lanes<float> <= count; i += lanes<float>) store(y + i, Vector<float>{});
#pragma GCC unroll 1
  for (; i < count; ++i) y[i] = 0;
}

/// The entries [from, from + count) of each of some windows.
class Gather {
 public:
  Gather(const Windows& s, std::int64_t from, std::int64_t count)
      : s_(s),
        line_(s.axes[2].taps * s.channels),
        first_line_(from / line_),
        from_(from - first_line_ * line_),
        count_(count),
        merged_(s.axes[2].apart == 1 && s.channels == s.pixel) {}

  /// y[r * count + e] = entry `from + e` of window `window + r` for r < rows.
  void rows(std::int64_t window, std::int64_t rows, float* y) const {
    auto place = place_of(s_, window);
    for (std::int64_t r = 0; r < rows; ++r, advance(s_, place)) {
      one(place, y);
      y += count_;
    }
  }

 private:
  void one(const WindowPlace& place, float* y) const {
    const auto &a = s_.axes[0], &b = s_.axes[1];
    auto outer = first_line_ / b.taps, inner = first_line_ % b.taps;
    for (std::int64_t done = 0, from = from_; done < count_; from = 0) {
      const auto count = smallest(line_ - from, count_ - done);
      const auto i = place.at[0] * a.step + a.first + outer * a.apart;
      const auto j = place.at[1] * b.step + b.first + inner * b.apart;
      if (i < 0 || i >= a.length || j < 0 || j >= b.length) {
        clear_floats(count, y + done);
      } else {
        const auto row = (place.image * a.length + i) * b.length + j;
        const auto* x = s_.x + row * s_.axes[2].length * s_.pixel;
        merged_ ? merged_line(x, place.at[2], from, count, y + done)
                : line(x, place.at[2], from, count, y + done);
      }
      done += count;
      if (++inner == b.taps) inner = 0, ++outer;
    }
  }

  /// The taps of a line lie side by side in memory.
  void merged_line(const float* x, std::int64_t window, std::int64_t from, std::int64_t count,
                   float* y) const {
    const auto& c = s_.axes[2];
    const auto start = window * c.step + c.first, until = from + count;
    auto inside = largest(from, -start * s_.channels);
    auto outside = smallest(until, (c.length - start) * s_.channels);
    inside = smallest(inside, until);
    outside = largest(outside, inside);
    clear_floats(inside - from, y);
    copy_floats(x + start * s_.channels + inside, outside - inside, y + (inside - from));
    clear_floats(until - outside, y + (outside - from));
  }

  void line(const float* x, std::int64_t window, std::int64_t from, std::int64_t count,
            float* y) const {
    const auto& c = s_.axes[2];
    auto tap = from / s_.channels, channel = from % s_.channels;
    for (std::int64_t done = 0; done < count; ++tap, channel = 0) {
      const auto part = smallest(s_.channels - channel, count - done);
      const auto k = window * c.step + c.first + tap * c.apart;
      if (k < 0 || k >= c.length) {
        clear_floats(part, y + done);
      } else {
        copy_floats(x + k * s_.pixel + channel, part, y + done);
      }
      done += part;
    }
  }

  const Windows& s_;
  std::int64_t line_;        // entries of a row of taps
  std::int64_t first_line_;  // of the first entry
  std::int64_t from_;        // the first entry in it
  std::int64_t count_;
  bool merged_;
};

}  // namespace
}  // namespace keras::runtime::KERAS_ISA
