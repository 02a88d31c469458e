#include <algorithm>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/visit_taps.hpp"
#include "keras/ops/window_arguments.hpp"

namespace keras::ops {
namespace {

/// The windows of pooling; the kernel of a depthwise convolution without its weights.
struct Pooling {
  std::vector<int> taps, strides;
  std::vector<int> before;  ///< What padding adds before each axis.
};

ConvolutionSizes sizes_of(const Pooling& p, const Shape& image, const Shape& windows) {
  const auto channels = image[-1];
  Shape kernel;
  for (const int tap : p.taps) kernel.push_back(tap);
  return {image,
          windows,
          kernel + Shape({1, channels}),
          {p.strides, std::vector<int>(p.taps.size(), 1), p.before, static_cast<int>(channels)}};
}

std::int64_t lines_of(const ConvolutionSizes& s) {
  return s.windows.batch * s.windows.lengths[0] * s.windows.lengths[1];
}

Tensor max_gradient(const Tensor& x, const Tensor& dy, const Pooling& pooling);
Tensor max_pick(const Tensor& x, const Tensor& g, const Pooling& pooling, const Shape& windows);
Tensor sum_spread(const Tensor& dy, const Pooling& pooling, const Shape& lengths);
Tensor sum_windows(const Tensor& x, const Pooling& pooling, const Shape& windows);

Spec pooled_spec(const Spec& x, const Shape& windows) {
  return {Shape({x.shape[0]}) + windows + Shape({x.shape[-1]}), x.dtype};
}
Shape spatial(const Tensor& x) { return x.shape().from(1).up_to(x.rank() - 2); }

/// Each window of y is `start`, folded with the pixels of x in it.
template <class Fold>
void fold_doubles(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x, const View& y,
                  double start, Fold fold) {
  const auto channels = s.image.channels;
  cpu.for_each(s.image.batch, [&](std::int64_t image) {
    const auto* from = x.as<double>() + image * s.image.pixels() * channels;
    auto* to = y.as<double>() + image * s.windows.pixels() * channels;
    std::fill_n(to, s.windows.pixels() * channels, start);
    visit_taps(s, [&](std::int64_t window, std::int64_t, std::int64_t pixel) {
      for (std::int64_t c = 0; c < channels; ++c)
        to[window * channels + c] = fold(to[window * channels + c], from[pixel * channels + c]);
    });
  });
}

/// a or b, whichever is larger; NaN if either is.
double larger(double a, double b) { return b > a || b != b ? b : a; }

struct MaxPool {
  static constexpr auto name = "max_pool";
  static constexpr bool parallel = true;
  std::vector<int> taps, strides, before;
  Shape windows;

  Pooling pooling() const { return {taps, strides, before}; }
  Spec infer(const Spec& x) const { return pooled_spec(x, windows); }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return max_gradient(x, dy, pooling());
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto sizes = sizes_of(pooling(), x.shape(), y.shape());
    if (x.dtype() == DType::float64)
      return fold_doubles(cpu, sizes, x, y, -std::numeric_limits<double>::infinity(), larger);
    const auto s = convolution(sizes, 0, x.as<float>(), nullptr, y.as<float>());
    cpu.for_each(lines_of(sizes),
                 [&](std::int64_t line) { runtime::kernels().max_pool_line(s, line); });
  }
};

/// Calls visit(window, pixel) with the places in x and in y of the largest of each window, the
/// first of several, channel by channel.
template <class Visit>
void visit_largest(const ConvolutionSizes& s, const double* x, std::int64_t image, Visit&& visit) {
  const auto channels = s.image.channels;
  std::vector<std::int64_t> found(static_cast<std::size_t>(s.windows.pixels() * channels), -1);
  const auto start = image * s.image.pixels() * channels;
  visit_taps(s, [&](std::int64_t window, std::int64_t, std::int64_t pixel) {
    for (std::int64_t c = 0; c < channels; ++c) {
      auto& place = found[static_cast<std::size_t>(window * channels + c)];
      const auto at = start + pixel * channels + c;
      if (place < 0 || x[at] > x[place]) place = at;
    }
  });
  for (std::size_t i = 0; i < found.size(); ++i)
    visit(image * s.windows.pixels() * channels + static_cast<std::int64_t>(i), found[i]);
}

/// dy where the largest of each window lies, zero elsewhere.
struct MaxPoolGradient {
  static constexpr auto name = "max_pool_gradient";
  static constexpr bool parallel = true;
  std::vector<int> taps, strides, before;

  Pooling pooling() const { return {taps, strides, before}; }
  Spec infer(const Spec& x, const Spec&) const { return x; }
  std::vector<Tensor> vjp(const Tensor& x, const Tensor& dy, const Tensor&,
                          const Tensor& ddx) const {
    return {Tensor(), max_pick(x, ddx, pooling(), spatial(dy))};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& dy, const View& dx) const {
    const auto sizes = sizes_of(pooling(), x.shape(), dy.shape());
    if (x.dtype() == DType::float64) return run_double(cpu, sizes, x, dy, dx);
    const auto s = sizes.image_windows(x.as<float>(), 0);
    // Few images: groups of channels are shared as well.
    const auto channels = sizes.image.channels;
    const auto part = sizes.image.batch >= 16 ? channels : std::min<std::int64_t>(channels, 32);
    const auto parts = part == 0 ? 0 : (channels + part - 1) / part;
    cpu.for_each(sizes.image.batch * parts, [&](std::int64_t i) {
      const auto first = i % parts * part;
      runtime::kernels().max_pool_gradient(s, dy.as<float>(), dx.as<float>(), i / parts, first,
                                           std::min(part, channels - first));
    });
  }

  static void run_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& x,
                         const View& dy, const View& dx) {
    const auto size = s.image.pixels() * s.image.channels;
    cpu.for_each(s.image.batch, [&](std::int64_t image) {
      std::fill_n(dx.as<double>() + image * size, size, 0.0);
      visit_largest(s, x.as<double>(), image, [&](std::int64_t window, std::int64_t place) {
        dx.as<double>()[place] += dy.as<double>()[window];
      });
    });
  }
};

/// The elements of g where the largest of each window of x lies.
struct MaxPoolPick {
  static constexpr auto name = "max_pool_pick";
  static constexpr bool parallel = true;
  std::vector<int> taps, strides, before;
  Shape windows;

  Pooling pooling() const { return {taps, strides, before}; }
  Spec infer(const Spec& x, const Spec&) const { return pooled_spec(x, windows); }
  std::vector<Tensor> vjp(const Tensor& x, const Tensor&, const Tensor&, const Tensor& dy) const {
    return {Tensor(), max_gradient(x, dy, pooling())};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& g, const View& y) const {
    const auto sizes = sizes_of(pooling(), x.shape(), y.shape());
    if (x.dtype() == DType::float64) {
      return cpu.for_each(sizes.image.batch, [&](std::int64_t image) {
        visit_largest(sizes, x.as<double>(), image, [&](std::int64_t window, std::int64_t place) {
          y.as<double>()[window] = g.as<double>()[place];
        });
      });
    }
    const auto s = sizes.image_windows(x.as<float>(), 0);
    cpu.for_each(lines_of(sizes), [&](std::int64_t line) {
      runtime::kernels().max_pool_pick_line(s, g.as<float>(), y.as<float>(), line);
    });
  }
};

struct SumPool {
  static constexpr auto name = "sum_pool";
  static constexpr bool parallel = true;
  std::vector<int> taps, strides, before;
  Shape windows;

  Pooling pooling() const { return {taps, strides, before}; }
  Spec infer(const Spec& x) const { return pooled_spec(x, windows); }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return sum_spread(dy, pooling(), spatial(x));
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto sizes = sizes_of(pooling(), x.shape(), y.shape());
    if (x.dtype() == DType::float64)
      return fold_doubles(cpu, sizes, x, y, 0,
                          [](double sum, double value) { return sum + value; });
    const auto s = convolution(sizes, 0, x.as<float>(), nullptr, y.as<float>());
    cpu.for_each(lines_of(sizes),
                 [&](std::int64_t line) { runtime::kernels().sum_pool_line(s, line); });
  }
};

/// Each pixel gets the sum of dy over the windows that see it.
struct SumPoolGradient {
  static constexpr auto name = "sum_pool_gradient";
  static constexpr bool parallel = true;
  std::vector<int> taps, strides, before;
  Shape lengths;

  Pooling pooling() const { return {taps, strides, before}; }
  Spec infer(const Spec& dy) const { return pooled_spec(dy, lengths); }
  Tensor vjp(const Tensor& dy, const Tensor&, const Tensor& ddx) const {
    return sum_windows(ddx, pooling(), spatial(dy));
  }

  void run(const runtime::Cpu& cpu, const View& dy, const View& dx) const {
    const auto sizes = sizes_of(pooling(), dx.shape(), dy.shape());
    if (dx.dtype() == DType::float64) return run_double(cpu, sizes, dy, dx);
    for (std::int64_t phase = 0; phase < sizes.phases(); ++phase) {
      const auto s = transposed_phase(sizes, 0, phase, dy.as<float>(), nullptr, dx.as<float>());
      const auto lines = s.windows.batch * s.windows.axes[0].windows * s.windows.axes[1].windows;
      cpu.for_each(lines, [&](std::int64_t line) { runtime::kernels().sum_pool_line(s, line); });
    }
  }

  static void run_double(const runtime::Cpu& cpu, const ConvolutionSizes& s, const View& dy,
                         const View& dx) {
    const auto channels = s.image.channels;
    cpu.for_each(s.image.batch, [&](std::int64_t image) {
      const auto* from = dy.as<double>() + image * s.windows.pixels() * channels;
      auto* to = dx.as<double>() + image * s.image.pixels() * channels;
      std::fill_n(to, s.image.pixels() * channels, 0.0);
      visit_taps(s, [&](std::int64_t window, std::int64_t, std::int64_t pixel) {
        for (std::int64_t c = 0; c < channels; ++c)
          to[pixel * channels + c] += from[window * channels + c];
      });
    });
  }
};

Tensor max_gradient(const Tensor& x, const Tensor& dy, const Pooling& p) {
  return graph::apply(MaxPoolGradient{p.taps, p.strides, p.before}, x, dy);
}
Tensor max_pick(const Tensor& x, const Tensor& g, const Pooling& p, const Shape& windows) {
  return graph::apply(MaxPoolPick{p.taps, p.strides, p.before, windows}, x, g);
}
Tensor sum_windows(const Tensor& x, const Pooling& p, const Shape& windows) {
  return graph::apply(SumPool{p.taps, p.strides, p.before, windows}, x);
}
Tensor sum_spread(const Tensor& dy, const Pooling& p, const Shape& lengths) {
  return graph::apply(SumPoolGradient{p.taps, p.strides, p.before, lengths}, dy);
}

/// The windows that the arguments of pooling describe.
struct Windowing {
  Pooling pooling;
  Shape windows;

  Windowing(const Images& images, const Sizes& pool_size, const PoolOptions& o) {
    const auto size = images.where() + ": pool_size", stride = images.where() + ": strides";
    pooling.taps = pool_size.resolved(images.axes(), size.c_str()).list();
    pooling.strides = o.strides.value_or(pool_size).resolved(images.axes(), stride.c_str()).list();
    const auto shape = window_shape(images, pooling.taps, pooling.strides,
                                    std::vector<int>(pooling.taps.size(), 1), o.padding);
    pooling.before = shape.before;
    windows = shape.windows;
  }
};

/// How many pixels of the image each window sees: (windows..., 1).
Tensor counts(const Windowing& w, const Images& images) {
  Tensor count = number(1, images.x().dtype());
  for (int axis = 0; axis < images.axes(); ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    std::vector<float> along;
    for (std::int64_t window = 0; window < w.windows[axis]; ++window) {
      const auto first = window * w.pooling.strides[i] - w.pooling.before[i];
      along.push_back(static_cast<float>(std::min(first + w.pooling.taps[i], images.length(axis)) -
                                         std::max<std::int64_t>(0, first)));
    }
    Shape shape(std::vector<std::int64_t>(static_cast<std::size_t>(images.axes() + 1), 1));
    shape[axis] = w.windows[axis];
    count = multiply(count, converted(Tensor(along, shape), images.x().dtype()));
  }
  return count;
}

}  // namespace

Tensor max_pool(const Tensor& inputs, Sizes pool_size, PoolOptions options) {
  if (any_symbolic(inputs)) return call_node<max_pool>(inputs, pool_size, options);
  const Images images(inputs, options.data_format, "ops.max_pool");
  const Windowing w(images, pool_size, options);
  return images.result(
      graph::apply(MaxPool{w.pooling.taps, w.pooling.strides, w.pooling.before, w.windows},
                   images.x()),
      inputs.dtype());
}

Tensor average_pool(const Tensor& inputs, Sizes pool_size, PoolOptions options) {
  if (any_symbolic(inputs)) return call_node<average_pool>(inputs, pool_size, options);
  const auto x = floating(inputs);
  const Images images(x, options.data_format, "ops.average_pool");
  const Windowing w(images, pool_size, options);
  const auto sums = sum_windows(images.x(), w.pooling, w.windows);
  double whole = 1;
  for (const int tap : w.pooling.taps) whole *= tap;
  const bool cut = options.padding == "same" && w.windows.known();
  return images.result(divide(sums, cut ? counts(w, images) : number(whole, images.x().dtype())),
                       x.dtype());
}

}  // namespace keras::ops
