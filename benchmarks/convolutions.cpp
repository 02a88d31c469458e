// Speed of the loops of convolutions and pooling, one thread: convolutions as a share of the
// multiply-add peak measured in the same run, pooling in bytes of the image a second beside a copy
// of the image.
//
//     convolutions [part of a name]
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

#include "benchmarks/peak.hpp"
#include "keras/ops/convolve_sizes.hpp"

using namespace keras;

namespace {

using Floats = std::vector<float>;

struct Case {
  const char* name;
  int batch, size, channels, taps, outputs, stride = 1, groups = 1;
};

constexpr Case cases[] = {
    {"MNIST 1", 128, 28, 1, 3, 32},
    {"MNIST 2", 128, 13, 32, 3, 64},
    {"decoder", 32, 28, 32, 3, 1},
    {"decoder 32", 32, 28, 32, 3, 32},
    {"body 56", 8, 56, 64, 3, 64},
    {"body 28", 8, 28, 128, 3, 128},
    {"body 14", 8, 14, 256, 3, 256},
    {"body 7", 8, 7, 512, 3, 512},
    {"stem", 8, 224, 3, 7, 64, 2},
    {"down 28", 8, 56, 128, 3, 128, 2},
    {"one pixel", 8, 56, 64, 1, 256},
    {"one image", 1, 28, 128, 3, 128},
    {"one image 14", 1, 14, 256, 3, 256},
    {"one image 7", 1, 7, 512, 3, 512},
    {"depthwise 112", 8, 112, 32, 3, 32, 1, 32},
    {"depthwise 14", 8, 14, 512, 3, 512, 1, 512},
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The median seconds of a call, and its share of `work` multiply-adds at the peak.
template <class Call>
void report(const char* what, double work, const Call& call) {
  std::vector<double> times, shares;
  for (int sample = 0; sample < 9; ++sample) {
    const auto before = peak(runtime::kernels()), start = seconds();
    call();
    times.push_back(seconds() - start);
    shares.push_back(2 * work / times.back() / (before + peak(runtime::kernels())));
  }
  std::printf("  %s %8.2f ms %4.0f %%", what, median(times) * 1e3, 100 * median(shares));
}

std::size_t elements(const Shape& shape) { return static_cast<std::size_t>(shape.elements()); }

std::int64_t lines_of(const runtime::Windows& s) {
  return s.batch * s.axes[0].windows * s.axes[1].windows;
}

struct Layer {
  Shape image, windows, kernel;
  ops::ConvolutionSizes sizes;
  Floats x, y, w, swapped = Floats(elements(kernel));
  Floats scratch = Floats(runtime::convolution_scratch / sizeof(float) + 16);

  explicit Layer(const Case& c)
      : image({c.batch, c.size, c.size, c.channels}),
        windows({c.batch, windows_of(c), windows_of(c), c.outputs}),
        kernel({c.taps, c.taps, c.channels / c.groups, c.outputs}),
        sizes(image, windows, kernel,
              {{c.stride, c.stride}, {1, 1}, {before_of(c), before_of(c)}, c.groups}),
        x(elements(image), 0.25f),
        y(elements(windows), 0.25f),
        w(elements(kernel), 0.25f) {}

  static std::int64_t windows_of(const Case& c) { return (c.size + c.stride - 1) / c.stride; }
  static int before_of(const Case& c) {
    const auto reach = (windows_of(c) - 1) * c.stride + c.taps;
    return static_cast<int>(std::max<std::int64_t>(0, reach - c.size) / 2);
  }

  void run(const runtime::Convolution& s) {
    const auto& kernels = runtime::kernels();
    if (sizes.depthwise()) {
      for (std::int64_t line = 0; line < lines_of(s.windows); ++line)
        kernels.depthwise_line(s, line);
    } else {
      for (std::int64_t tile = 0; tile < kernels.conv_tiles(s); ++tile)
        kernels.conv_tile(s, tile, scratch.data());
    }
  }

  void forward() { run(ops::convolution(sizes, 0, x.data(), w.data(), y.data())); }

  void image_gradient() {
    const bool swaps = !sizes.depthwise();
    const auto& taps = sizes.kernel.taps;
    for (std::int64_t tap = 0; swaps && tap < taps[0] * taps[1] * taps[2]; ++tap)
      ops::swap_tap(sizes, tap, w.data(), swapped.data());
    for (std::int64_t phase = 0; phase < sizes.phases(); ++phase)
      run(ops::transposed_phase(sizes, 0, phase, y.data(), swaps ? swapped.data() : w.data(),
                                x.data(),
                                swaps ? ops::WeightOrder::swapped : ops::WeightOrder::of_kernel));
  }

  void kernel_gradient() {
    const auto& kernels = runtime::kernels();
    runtime::ConvolutionGradient s = {.windows = sizes.image_windows(x.data(), 0),
                                      .count = sizes.windows.batch * sizes.windows.pixels(),
                                      .y = y.data(),
                                      .y_pixel = sizes.windows.channels,
                                      .outputs = sizes.windows.channels,
                                      .w = w.data(),
                                      .w_row = sizes.kernel.outputs};
    if (sizes.depthwise()) {
      for (std::int64_t line = 0; line < lines_of(s.windows); ++line)
        kernels.depthwise_gradient_line(s, line);
    } else {
      for (std::int64_t tile = 0; tile < kernels.conv_gradient_tiles(s); ++tile)
        kernels.conv_gradient_tile(s, tile, scratch.data());
    }
  }
};

void report_convolution(const Case& c) {
  Layer layer(c);
  const auto work =
      static_cast<double>(elements(layer.windows)) * c.taps * c.taps * (c.channels / c.groups);
  std::printf("%-14s", c.name);
  report("forward", work, [&] { layer.forward(); });
  report("image", work, [&] { layer.image_gradient(); });
  report("kernel", work, [&] { layer.kernel_gradient(); });
  std::printf("\n");
}

/// Pooling of 32 images of 56x56x64 and a copy of them, in milliseconds.
void report_pooling(int taps, int stride) {
  Layer layer({"", 32, 56, 64, taps, 64, stride, 64});
  const auto& kernels = runtime::kernels();
  const auto s = ops::convolution(layer.sizes, 0, layer.x.data(), nullptr, layer.y.data());
  Floats dx(layer.x.size());
  std::printf("pool %d/%d     ", taps, stride);
  report("copy", 0, [&] { std::memcpy(dx.data(), layer.x.data(), 4 * dx.size()); });
  report("max", 0, [&] {
    for (std::int64_t line = 0; line < lines_of(s.windows); ++line) kernels.max_pool_line(s, line);
  });
  report("sum", 0, [&] {
    for (std::int64_t line = 0; line < lines_of(s.windows); ++line) kernels.sum_pool_line(s, line);
  });
  report("max back", 0, [&] {
    for (std::int64_t image = 0; image < 32; ++image)
      kernels.max_pool_gradient(s.windows, layer.y.data(), dx.data(), image, 0, 64);
  });
  std::printf("\n");
}

}  // namespace

int main(int count, char** words) {
  for (const auto& each : cases)
    if (count < 2 || std::string_view(each.name).find(words[1]) != std::string_view::npos)
      report_convolution(each);
  report_pooling(2, 2);
  report_pooling(3, 2);
}
