// Windows whose channels do not mix: depthwise convolution and pooling, vectorised over channels.
#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/windows.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr int several = 6;  // windows at a time: their sums hide each other's latency

/// Elements of V side by side: a vector, or one float where a vector does not fit.
template <class V>
constexpr int width = static_cast<int>(sizeof(V) / sizeof(float));

template <class V>
[[gnu::always_inline]] inline V get(const float* x) {
  if constexpr (width<V> == 1)
    return *x;
  else
    return load(x);
}
template <class V>
[[gnu::always_inline]] inline void put(float* y, V x) {
  if constexpr (width<V> == 1)
    *y = x;
  else
    store(y, x);
}
/// a or b, whichever is larger; NaN if either is.
template <class V>
[[gnu::always_inline]] inline V larger(V a, V b) {
  return ((b > a) | (b != b)) ? b : a;
}

struct MultiplyAdd {
  static constexpr float start = 0;
  template <class V>
  [[gnu::always_inline]] static V fold(V sum, V x, V w) {
    return sum + x * w;
  }
};
struct Add {
  static constexpr float start = 0;
  template <class V>
  [[gnu::always_inline]] static V fold(V sum, V x, V) {
    return sum + x;
  }
};
struct Larger {
  static constexpr float start = -__builtin_inff();
  template <class V>
  [[gnu::always_inline]] static V fold(V sum, V x, V) {
    return larger(sum, x);
  }
};

/// The windows of one line that lie wholly inside it: [first, last).
struct Inside {
  std::int64_t first, last;
  explicit Inside(const WindowAxis& a) {
    first = a.first >= 0 ? 0 : parts(-a.first, a.step);
    const auto end = a.length - a.first - (a.taps - 1) * a.apart;
    last = end <= 0 ? 0 : smallest(a.windows, parts(end, a.step));
    first = smallest(first, last);
  }
};

/// Calls visit(x, tap, tap) with the line of the image that each two outer taps look at.
template <class Visit>
[[gnu::always_inline]] inline void visit_lines(const Windows& s, const WindowPlace& place,
                                               Visit visit) {
  const auto &a = s.axes[0], &b = s.axes[1];
  for (std::int64_t t = 0; t < a.taps; ++t) {
    const auto i = place.at[0] * a.step + a.first + t * a.apart;
    if (i < 0 || i >= a.length) continue;
    for (std::int64_t u = 0; u < b.taps; ++u) {
      const auto j = place.at[1] * b.step + b.first + u * b.apart;
      if (j < 0 || j >= b.length) continue;
      const auto line = (place.image * a.length + i) * b.length + j;
      visit(line * s.axes[2].length * s.pixel, t, u);
    }
  }
}

/// `Count` windows from window `k` of a line on, at the channel `c`. Only a single window may look
/// outside.
template <class Fold, class V, int Count>
[[gnu::always_inline]] inline void fold_windows(const Convolution& s, const WindowPlace& place,
                                                std::int64_t k, std::int64_t c, float* y) {
  const auto& axis = s.windows.axes[2];
  const auto pixel = s.windows.pixel, start = k * axis.step + axis.first;
  V sums[Count];
#pragma GCC unroll 6
  for (auto& sum : sums) sum = V{} + Fold::start;
  visit_lines(s.windows, place, [&](std::int64_t line, std::int64_t t, std::int64_t u) {
    const auto* x = s.windows.x + line + c;
    const auto first = t * s.w_taps[0] + u * s.w_taps[1] + c;
    for (std::int64_t tap = 0; tap < axis.taps; ++tap) {
      const auto at = start + tap * axis.apart;
      if (Count == 1 && (at < 0 || at >= axis.length)) continue;
      V weight = {};
      if constexpr (__is_same(Fold, MultiplyAdd)) weight = get<V>(s.w + first + tap * s.w_taps[2]);
#pragma GCC unroll 6
      for (int n = 0; n < Count; ++n)
        sums[n] = Fold::fold(sums[n], get<V>(x + (at + n * axis.step) * pixel), weight);
    }
  });
#pragma GCC unroll 6
  for (int n = 0; n < Count; ++n) put(y + (k + n) * s.y_axes[2] + c, sums[n]);
}

template <class Fold, class V>
void fold_channels(const Convolution& s, const WindowPlace& place, std::int64_t c, float* y) {
  const auto windows = s.windows.axes[2].windows;
  const Inside inside(s.windows.axes[2]);
  std::int64_t k = 0;
  for (; k < inside.first; ++k) fold_windows<Fold, V, 1>(s, place, k, c, y);
  for (; k + several <= inside.last; k += several)
    fold_windows<Fold, V, several>(s, place, k, c, y);
  for (; k < windows; ++k) fold_windows<Fold, V, 1>(s, place, k, c, y);
}

/// The place of window 0 of a line.
WindowPlace line_place(const Windows& s, std::int64_t line) {
  return place_of(s, line * s.axes[2].windows);
}
std::int64_t line_of_y(const Convolution& s, const WindowPlace& place) {
  return place.image * s.y_batch + place.at[0] * s.y_axes[0] + place.at[1] * s.y_axes[1];
}

/// Calls visit.operator()<V>(c) for all channels from c on.
template <class Visit>
[[gnu::always_inline]] inline void visit_channels(std::int64_t c, std::int64_t until, Visit visit) {
  for (; c + lanes<float> <= until; c += lanes<float>) visit.template operator()<Vector<float>>(c);
  for (; c < until; ++c) visit.template operator()<float>(c);
}

template <class Fold>
void fold_line(const Convolution& s, std::int64_t line) {
  const auto place = line_place(s.windows, line);
  auto* y = s.y + line_of_y(s, place);
  visit_channels(0, s.outputs,
                 [&]<class V>(std::int64_t c) { fold_channels<Fold, V>(s, place, c, y); });
}

/// Calls visit(pixel) for the pixels of a window in the order of the taps.
template <class Visit>
[[gnu::always_inline]] inline void visit_pixels(const Windows& s, const WindowPlace& place,
                                                Visit visit) {
  const auto& axis = s.axes[2];
  visit_lines(s, place, [&](std::int64_t line, std::int64_t, std::int64_t) {
    for (std::int64_t tap = 0; tap < axis.taps; ++tap) {
      const auto at = place.at[2] * axis.step + axis.first + tap * axis.apart;
      if (at >= 0 && at < axis.length) visit(line + at * s.pixel);
    }
  });
}

/// How the windows of an image share its pixels.
enum class Sharing : std::uint8_t { several, at_most_one, exactly_one };

inline Sharing sharing_of(const Windows& s) {
  auto result = Sharing::exactly_one;
  for (const auto& axis : s.axes) {
    if (axis.step < (axis.taps - 1) * axis.apart + 1) return Sharing::several;
    const bool gapless = axis.first == 0 && axis.taps == axis.step &&
                         (axis.apart == 1 || axis.taps == 1) &&
                         axis.windows * axis.step == axis.length;
    if (!gapless) result = Sharing::at_most_one;
  }
  return result;
}

/// Where x is first the largest of its window, dx grows by dy, or is dy if it is of no other
/// window.
template <class V, bool adds>
[[gnu::always_inline]] inline void spread_to_largest(const Windows& s, const WindowPlace& place,
                                                     const float* dy, float* dx, std::int64_t c) {
  V most = V{} + Larger::start;
  visit_pixels(s, place, [&](std::int64_t at) { most = larger(most, get<V>(s.x + at + c)); });
  V rest = get<V>(dy);
  visit_pixels(s, place, [&](std::int64_t at) {
    const auto x = get<V>(s.x + at + c);
    const V part = x < most ? V{} : rest;
    rest = x < most ? rest : V{};
    put(dx + at + c, adds ? get<V>(dx + at + c) + part : part);
  });
}

template <class V>
[[gnu::always_inline]] inline V at_largest(const Windows& s, const WindowPlace& place,
                                           const float* g, std::int64_t c) {
  V most = V{} + Larger::start, found = {};
  visit_pixels(s, place, [&](std::int64_t at) {
    const auto x = get<V>(s.x + at + c), value = get<V>(g + at + c);
    found = ((x > most) | (x != x)) ? value : found;
    most = larger(most, x);
  });
  return found;
}

}  // namespace

void depthwise_line(const Convolution& s, std::int64_t line) { fold_line<MultiplyAdd>(s, line); }
void sum_pool_line(const Convolution& s, std::int64_t line) { fold_line<Add>(s, line); }
void max_pool_line(const Convolution& s, std::int64_t line) { fold_line<Larger>(s, line); }

void depthwise_gradient_line(const ConvolutionGradient& s, std::int64_t line) {
  const auto place = line_place(s.windows, line);
  const auto& axis = s.windows.axes[2];
  const auto *dy = s.y + line * axis.windows * s.y_pixel, *xs = s.windows.x;
  const auto x_step = axis.step * s.windows.pixel;
  visit_lines(s.windows, place, [&](std::int64_t from, std::int64_t t, std::int64_t u) {
    for (std::int64_t tap = 0; tap < axis.taps; ++tap) {
      const auto start = axis.first + tap * axis.apart;
      const auto first = start >= 0 ? 0 : parts(-start, axis.step);
      const auto last = smallest(axis.windows, parts(largest(0, axis.length - start), axis.step));
      auto* w = s.w + ((t * s.windows.axes[1].taps + u) * axis.taps + tap) * s.w_row;
      visit_channels(0, s.outputs, [&]<class V>(std::int64_t c) {
        V sums[4] = {};
        const auto *x = xs + from + start * s.windows.pixel + c, *y = dy + c;
        auto k = first;
        for (; k + 4 <= last; k += 4) {
#pragma GCC unroll 4
          for (int n = 0; n < 4; ++n)
            sums[n] += get<V>(x + (k + n) * x_step) * get<V>(y + (k + n) * s.y_pixel);
        }
        for (; k < last; ++k) sums[0] += get<V>(x + k * x_step) * get<V>(y + k * s.y_pixel);
        put(w + c, get<V>(w + c) + ((sums[0] + sums[1]) + (sums[2] + sums[3])));
      });
    }
  });
}

namespace {

template <bool adds>
void spread_windows(const Windows& s, const float* dy, float* dx, std::int64_t image,
                    std::int64_t channel, std::int64_t channels) {
  const auto windows = windows_of_image(s);
  if (windows == 0) return;
  auto place = place_of(s, image * windows);
  for (std::int64_t window = 0; window < windows; ++window, advance(s, place)) {
    const auto* from = dy + (image * windows + window) * s.pixel;
    visit_channels(channel, channel + channels, [&]<class V>(std::int64_t c) {
      spread_to_largest<V, adds>(s, place, from + c, dx, c);
    });
  }
}

}  // namespace

void max_pool_gradient(const Windows& s, const float* dy, float* dx, std::int64_t image,
                       std::int64_t channel, std::int64_t channels) {
  const auto pixels = s.axes[0].length * s.axes[1].length * s.axes[2].length;
  const auto sharing = sharing_of(s);
  if (sharing != Sharing::exactly_one) {
    for (std::int64_t i = 0; i < pixels; ++i)
      clear_floats(channels, dx + (image * pixels + i) * s.pixel + channel);
  }
  const auto spread = sharing == Sharing::several ? spread_windows<true> : spread_windows<false>;
  spread(s, dy, dx, image, channel, channels);
}

void max_pool_pick_line(const Windows& s, const float* g, float* y, std::int64_t line) {
  auto place = line_place(s, line);
  const auto windows = s.axes[2].windows;
  y += line * windows * s.pixel;
  for (; place.at[2] < windows; ++place.at[2], y += s.pixel)
    visit_channels(0, s.pixel,
                   [&]<class V>(std::int64_t c) { put(y + c, at_largest<V>(s, place, g, c)); });
}

}  // namespace keras::runtime::KERAS_ISA
