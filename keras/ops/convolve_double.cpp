#include "keras/ops/convolve_double.hpp"

#include <algorithm>

#include "keras/ops/visit_taps.hpp"

namespace keras::ops {
namespace {

/// Calls visit(x, w, y, count): the places of one element of the image and of the `count` elements
/// of the kernel and of y that it meets.
template <class Visit>
void visit_rows(const ConvolutionSizes& s, std::int64_t image, Visit&& visit) {
  const auto outputs = s.outputs();
  visit_taps(s, [&](std::int64_t window, std::int64_t tap, std::int64_t pixel) {
    for (std::int64_t channel = 0; channel < s.image.channels; ++channel) {
      const auto group = channel / s.kernel.channels;
      const auto x = (image * s.image.pixels() + pixel) * s.image.channels + channel;
      const auto w = (tap * s.kernel.channels + channel % s.kernel.channels) * s.kernel.outputs;
      const auto y = (image * s.windows.pixels() + window) * s.windows.channels;
      visit(x, w + group * outputs, y + group * outputs, outputs);
    }
  });
}

}  // namespace

void convolve_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x,
                     const View& w, const View& y) {
  const auto size = s.windows.pixels() * s.windows.channels;
  const auto *xs = x.as<double>(), *ws = w.as<double>();
  auto* ys = y.as<double>();
  cpu.for_each(s.image.batch, [&](std::int64_t image) {
    std::fill_n(ys + image * size, size, 0.0);
    visit_rows(s, image, [&](auto from, auto with, auto to, auto count) {
      for (std::int64_t o = 0; o < count; ++o) ys[to + o] += xs[from] * ws[with + o];
    });
  });
}

void convolve_transposed_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& y,
                                const View& w, const View& x) {
  const auto size = s.image.pixels() * s.image.channels;
  const auto *ys = y.as<double>(), *ws = w.as<double>();
  auto* xs = x.as<double>();
  cpu.for_each(s.image.batch, [&](std::int64_t image) {
    std::fill_n(xs + image * size, size, 0.0);
    visit_rows(s, image, [&](auto to, auto with, auto from, auto count) {
      for (std::int64_t o = 0; o < count; ++o) xs[to] += ys[from + o] * ws[with + o];
    });
  });
}

void convolve_kernel_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x,
                            const View& y, const View& w) {
  if (cpu.thread() > 0) return;  // every image adds to the whole kernel
  const auto *xs = x.as<double>(), *ys = y.as<double>();
  auto* ws = w.as<double>();
  std::fill_n(ws, w.shape().elements(), 0.0);
  for (std::int64_t image = 0; image < s.image.batch; ++image)
    visit_rows(s, image, [&](auto from, auto to, auto with, auto count) {
      for (std::int64_t o = 0; o < count; ++o) ws[to + o] += xs[from] * ys[with + o];
    });
}

}  // namespace keras::ops
