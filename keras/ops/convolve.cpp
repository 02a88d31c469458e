#include "keras/ops/convolve.hpp"

#include <algorithm>

#include "keras/graph/define.hpp"
#include "keras/ops/convolve_double.hpp"
#include "keras/ops/convolve_sizes.hpp"
#include "keras/ops/slice.hpp"

namespace keras::ops {
namespace {

using Sizes = ConvolutionSizes;
using runtime::Convolution;
using runtime::ConvolutionGradient;

/// Runs one convolution, whichever kernel it wants.
void run_convolution(const runtime::Cpu& cpu, const Convolution& s, bool depthwise) {
  const auto& kernels = runtime::kernels();
  if (depthwise) {
    const auto lines = s.windows.batch * s.windows.axes[0].windows * s.windows.axes[1].windows;
    return cpu.for_each(lines, [&](std::int64_t line) { kernels.depthwise_line(s, line); });
  }
  auto* scratch = cpu.scratch(runtime::convolution_scratch);
  cpu.for_each(kernels.conv_tiles(s),
               [&](std::int64_t tile) { kernels.conv_tile(s, tile, scratch); });
}

struct Convolve {
  static constexpr auto name = "convolve";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = runtime::convolution_scratch;
  Sliding sliding;
  Shape windows;

  Spec infer(const Spec& x, const Spec& w) const {
    return {Shape({x.shape[0]}) + windows + Shape({w.shape[-1]}), x.dtype};
  }
  std::vector<Tensor> vjp(const Tensor& x, const Tensor& w, const Tensor&, const Tensor& dy) const {
    const auto axes = x.rank() - 2;
    return {convolve_transposed(dy, w, sliding, x.shape().from(1).up_to(axes)),
            convolve_kernel(x, dy, sliding, w.shape().up_to(axes))};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& w, const View& y) const {
    const Sizes sizes(x.shape(), y.shape(), w.shape(), sliding);
    if (y.shape().elements() == 0) return;
    if (y.dtype() == DType::float64) return convolve_double(cpu, sizes, x, w, y);
    for (std::int64_t group = 0; group < (sizes.depthwise() ? 1 : sliding.groups); ++group)
      run_convolution(cpu, convolution(sizes, group, x.as<float>(), w.as<float>(), y.as<float>()),
                      sizes.depthwise());
  }
};

/// The second output is room for the kernel with channels and outputs swapped.
struct ConvolveTransposed {
  static constexpr auto name = "convolve_transposed";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = runtime::convolution_scratch;
  Sliding sliding;
  Shape lengths;

  std::vector<Spec> infer(const Spec& y, const Spec& w) const {
    const auto channels = w.shape[-2] * sliding.groups;
    const Spec image = {Shape({y.shape[0]}) + lengths + Shape({channels}), y.dtype};
    const bool swaps = y.shape.known() && image.shape.known() && y.dtype == DType::float32 &&
                       swaps_kernel(Sizes(image.shape, y.shape, w.shape, sliding));
    return {image, {Shape({swaps ? w.shape.elements() : 0}), w.dtype}};
  }
  std::vector<Tensor> vjp(const Tensor& y, const Tensor& w, std::span<const Tensor>,
                          std::span<const Tensor> dimage) const {
    const auto axes = y.rank() - 2;
    return {convolve(dimage[0], w, sliding, y.shape().from(1).up_to(axes)),
            convolve_kernel(dimage[0], y, sliding, w.shape().up_to(axes))};
  }

  void run(const runtime::Cpu& cpu, const View& y, const View& w, std::span<const View> out) const {
    const auto& image = out[0];
    const Sizes sizes(image.shape(), y.shape(), w.shape(), sliding);
    if (image.shape().elements() == 0) return;
    if (y.dtype() == DType::float64) return convolve_transposed_double(cpu, sizes, y, w, image);
    const bool swapped = out[1].shape().elements() > 0;
    const auto order = swapped ? WeightOrder::swapped : WeightOrder::of_kernel;
    const auto* weights = swapped ? out[1].as<float>() : w.as<float>();
    if (swapped) swap_kernel(cpu, sizes, w.as<float>(), out[1].as<float>());
    for (std::int64_t group = 0; group < (sizes.depthwise() ? 1 : sliding.groups); ++group)
      for (std::int64_t phase = 0; phase < sizes.phases(); ++phase) {
        run_convolution(
            cpu,
            transposed_phase(sizes, group, phase, y.as<float>(), weights, image.as<float>(), order),
            sizes.depthwise());
      }
  }

  /// Whether so many tiles read the kernel that it pays.
  static bool swaps_kernel(const Sizes& sizes) {
    constexpr std::int64_t tiles = 4;
    return !sizes.depthwise() &&
           sizes.image.batch * sizes.image.pixels() > tiles * runtime::convolution_rows;
  }

  static void swap_kernel(const runtime::Cpu& cpu, const Sizes& sizes, const float* w, float* to) {
    const auto& taps = sizes.kernel.taps;
    cpu.for_each(sizes.groups * taps[0] * taps[1] * taps[2],
                 [&](std::int64_t tap) { swap_tap(sizes, tap, w, to); });
    cpu.barrier();
  }
};

/// The sum over windows is cut into parts that do not depend on the number of threads; the second
/// output is room for the sums of the parts.
struct ConvolveKernel {
  static constexpr auto name = "convolve_kernel";
  static constexpr bool parallel = true;
  static constexpr std::size_t scratch_bytes = runtime::convolution_scratch;
  Sliding sliding;
  Shape taps;

  std::vector<Spec> infer(const Spec& x, const Spec& y) const {
    const Spec kernel = {taps + Shape({x.shape[-1] / sliding.groups, y.shape[-1]}), x.dtype};
    const auto count = x.shape.known() && y.shape.known()
                           ? part_count(Sizes(x.shape, y.shape, kernel.shape, sliding))
                           : 1;
    return {kernel, {count > 1 ? kernel.shape.with(0, count) : Shape({0}), x.dtype}};
  }
  std::vector<Tensor> vjp(const Tensor& x, const Tensor& y, std::span<const Tensor>,
                          std::span<const Tensor> dkernel) const {
    const auto axes = x.rank() - 2;
    return {convolve_transposed(y, dkernel[0], sliding, x.shape().from(1).up_to(axes)),
            convolve(x, dkernel[0], sliding, y.shape().from(1).up_to(axes))};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y, std::span<const View> out) const {
    const Sizes sizes(x.shape(), y.shape(), out[0].shape(), sliding);
    if (y.dtype() == DType::float64) return convolve_kernel_double(cpu, sizes, x, y, out[0]);
    const auto count = part_count(sizes), size = out[0].shape().elements();
    if (windows_of(sizes) == 0) {
      if (cpu.thread() == 0) std::fill_n(out[0].as<float>(), size, 0.0f);
      return;
    }
    auto* sums = count > 1 ? out[1].as<float>() : out[0].as<float>();
    sizes.depthwise() ? depthwise_sums(cpu, sizes, count, x.as<float>(), y.as<float>(), sums)
                      : sum_parts(cpu, sizes, count, x.as<float>(), y.as<float>(), sums);
    if (count == 1) return;
    cpu.barrier();
    constexpr std::int64_t block = 1024;
    const auto add = runtime::kernels().tile(runtime::Tile::add, DType::float32);
    cpu.for_each(parts(size, block), [&](std::int64_t i) {
      const auto from = i * block, length = std::min(block, size - from);
      auto* total = out[0].as<float>() + from;
      add(sums + from, sums + size + from, nullptr, total, length);
      for (std::int64_t part = 2; part < count; ++part)
        add(total, sums + part * size + from, nullptr, total, length);
    });
  }

  static std::int64_t windows_of(const Sizes& sizes) {
    return sizes.windows.batch * sizes.windows.pixels();
  }

  /// Enough parts for many threads where the kernel itself has few tiles, none of them small.
  std::int64_t part_count(const Sizes& sizes) const {
    constexpr std::int64_t enough = 32, least = 512;
    const auto tiles =
        sizes.depthwise()
            ? 1
            : sliding.groups * runtime::kernels().conv_gradient_tiles(sums_of(sizes, nullptr));
    const auto wanted = enough / std::max<std::int64_t>(1, tiles);
    return std::max<std::int64_t>(1, std::min(wanted, parts(windows_of(sizes), least)));
  }

  static ConvolutionGradient sums_of(const Sizes& sizes, const float* x) {
    ConvolutionGradient s = {.count = windows_of(sizes),
                             .y_pixel = sizes.windows.channels,
                             .outputs = sizes.outputs(),
                             .w_row = sizes.kernel.outputs};
    s.windows = sizes.image_windows(x, 0);
    return s;
  }

  void sum_parts(const runtime::Cpu& cpu, const Sizes& sizes, std::int64_t count, const float* x,
                 const float* y, float* sums) const {
    const auto& kernels = runtime::kernels();
    auto* scratch = cpu.scratch(scratch_bytes);
    const auto windows = windows_of(sizes);
    const auto size = sizes.kernel.tap_strides()[0] * sizes.kernel.taps[0];
    auto s = sums_of(sizes, x);
    const auto tiles = kernels.conv_gradient_tiles(s);
    cpu.for_each(count * sliding.groups * tiles, [&](std::int64_t i) {
      const auto group = i / tiles % sliding.groups, part = i / tiles / sliding.groups;
      s.windows.x = x + group * sizes.kernel.channels;
      s.first = windows * part / count, s.count = windows * (part + 1) / count - s.first;
      s.y = y + group * s.outputs;
      s.w = sums + part * size + group * s.outputs;
      kernels.conv_gradient_tile(s, i % tiles, scratch);
    });
  }

  static void depthwise_sums(const runtime::Cpu& cpu, const Sizes& sizes, std::int64_t count,
                             const float* x, const float* y, float* sums) {
    const auto size = sizes.kernel.tap_strides()[0] * sizes.kernel.taps[0];
    const auto lines = sizes.windows.batch * sizes.windows.lengths[0] * sizes.windows.lengths[1];
    cpu.for_each(count, [&](std::int64_t part) {
      ConvolutionGradient s = {.y = y,
                               .y_pixel = sizes.windows.channels,
                               .outputs = sizes.windows.channels,
                               .w = sums + part * size,
                               .w_row = sizes.kernel.outputs};
      s.windows = sizes.image_windows(x, 0);
      std::fill_n(s.w, size, 0.0f);
      for (auto line = lines * part / count; line < lines * (part + 1) / count; ++line)
        runtime::kernels().depthwise_gradient_line(s, line);
    });
  }
};

}  // namespace

Value to_value(const Sliding& sliding) { return to_config(sliding); }

namespace {

/// Whether each window of an image of that length has a pixel of it.
bool all_windows_meet(std::int64_t length, std::int64_t taps, std::int64_t windows,
                      const Sliding& sliding, std::size_t axis) {
  const auto reach = (taps - 1) * sliding.dilations[axis];
  const auto last = (windows - 1) * sliding.strides[axis] - sliding.before[axis];
  return length > 0 && sliding.before[axis] <= reach && last < length;
}

}  // namespace

Tensor convolve(const Tensor& image, const Tensor& kernel, const Sliding& sliding,
                const Shape& windows) {
  const auto padded = placed(image);  // by ZeroPadding2D and its like: padding that costs nothing
  const int last = image.rank() - 1;
  if (padded && padded->inside.shape(0) == image.shape(0) &&
      padded->inside.shape(last) == image.shape(last)) {
    auto moved = sliding;
    bool meet = true;
    for (std::size_t i = 0; i < moved.before.size(); ++i) {
      const int axis = static_cast<int>(i);
      moved.before[i] += static_cast<int>(padded->starts[i + 1]);
      meet = meet && all_windows_meet(padded->inside.shape(axis + 1), kernel.shape(axis),
                                      windows[axis], moved, i);
    }
    if (meet) return graph::apply(Convolve{moved, windows}, padded->inside, kernel);
  }
  return graph::apply(Convolve{sliding, windows}, image, kernel);
}
Tensor convolve_transposed(const Tensor& y, const Tensor& kernel, const Sliding& sliding,
                           const Shape& lengths) {
  return graph::apply_many(ConvolveTransposed{sliding, lengths}, y, kernel)[0];
}
Tensor convolve_kernel(const Tensor& image, const Tensor& y, const Sliding& sliding,
                       const Shape& taps) {
  return graph::apply_many(ConvolveKernel{sliding, taps}, image, y)[0];
}

}  // namespace keras::ops
