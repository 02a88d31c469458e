// Images as windows, and as blocks of places.
#include <algorithm>

#include "keras/core/data_format.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/scatter.hpp"

namespace keras::ops {
namespace {

struct Size {
  int height, width;
};

Size pair_of(const char* where, const char* name, const Integers& given, int least) {
  const auto& list = given.list();
  if (list.empty() || list.size() > 2 || *std::min_element(list.begin(), list.end()) < least)
    fail(where, ": ", name, " must be one or two numbers of at least ", least, "; received ", name,
         "=", list);
  return {list.front(), list.back()};
}

/// How windows lie in images that have been padded.
struct Windows {
  Size kernel, dilation, padding, stride;

  Windows(const char* where, const Integers& kernel_size, const WindowsOptions& options)
      : kernel(pair_of(where, "kernel_size", kernel_size, 1)),
        dilation(pair_of(where, "dilation", options.dilation, 1)),
        padding(pair_of(where, "padding", options.padding, 0)),
        stride(pair_of(where, "stride", options.stride, 1)) {}

  /// The element of a flattened padded image that each element of each window is: (channels *
  /// window, windows).
  Tensor places(int channels, int height, int width) const {
    const auto along = [](int steps, int step, int windows, int apart) {
      return expand_dims(arange(steps), 1) * step + arange(windows) * apart;
    };
    const auto rows =
        along(kernel.height, dilation.height,
              count(height, kernel.height, dilation.height, stride.height), stride.height);
    const auto columns =
        along(kernel.width, dilation.width,
              count(width, kernel.width, dilation.width, stride.width), stride.width);
    const auto raised = [](const Tensor& x, Axes axes) { return expand_dims(x, axes); };
    // (channels, kernel rows, kernel columns, rows, columns)
    const auto flat = raised(arange(channels), {1, 2, 3, 4}) * (height * width) +
                      raised(rows, {0, 2, 4}) * width + raised(columns, {0, 1, 3});
    return reshape(flat,
                   {channels * kernel.height * kernel.width, rows.shape(1) * columns.shape(1)});
  }

  static int count(int length, int kernel, int dilation, int stride) {
    const int room = length - dilation * (kernel - 1) - 1;
    return room < 0 ? 0 : room / stride + 1;
  }
};

void check_image(const char* where, const Tensor& x, int block_size, const std::string& format) {
  if (x.rank() != 4 || block_size < 1)
    fail(where, ": x must be images and block_size positive; received shape ", x.shape(),
         ", block_size=", block_size);
  checked_data_format(format, where);
}

}  // namespace

Tensor unfold(const Tensor& x, Integers kernel_size, WindowsOptions options) {
  if (any_symbolic(x)) return call_node<unfold>(x, kernel_size, options);
  if (x.rank() != 4)
    fail("ops.unfold: x must be images (batch, channels, height, width); received shape ",
         x.shape());
  const Windows windows("ops.unfold", kernel_size, options);
  const auto [rows, columns] = windows.padding;
  const auto padded = pad(x, {{0, 0}, {0, 0}, {rows, rows}, {columns, columns}});
  const auto places =
      windows.places(static_cast<int>(x.shape(1)), static_cast<int>(padded.shape(2)),
                     static_cast<int>(padded.shape(3)));
  return take(reshape(padded, {x.shape(0), -1}), places, {1});
}

Tensor fold(const Tensor& x, Integers output_size, Integers kernel_size, WindowsOptions options) {
  if (any_symbolic(x)) return call_node<fold>(x, output_size, kernel_size, options);
  const Windows windows("ops.fold", kernel_size, options);
  const auto size = pair_of("ops.fold", "output_size", output_size, 1);
  const int window = windows.kernel.height * windows.kernel.width;
  if (x.rank() != 3 || x.shape(1) % window != 0)
    fail("ops.fold: x must be windows (batch, channels * ", window, ", windows); received shape ",
         x.shape());
  const auto [rows, columns] = windows.padding;
  const int height = size.height + 2 * rows, width = size.width + 2 * columns;
  const auto channels = static_cast<int>(x.shape(1)) / window;
  const auto places = windows.places(channels, height, width);
  if (places.shape(1) != x.shape(2))
    fail("ops.fold: the output has ", places.shape(1), " windows; received shape ", x.shape());
  const auto elements = transpose(reshape(x, {x.shape(0), -1}));
  const auto sums =
      scatter_into(Scatter::add, zeros({channels * height * width, x.shape(0)}, {x.dtype()}),
                   ravel(places), elements);
  const auto images = reshape(transpose(sums), {x.shape(0), channels, height, width});
  return slice(images, {0, 0, rows, columns}, {x.shape(0), channels, size.height, size.width});
}

// The elements of a block are the slower part of channels that are last, the faster of channels
// first.
Tensor depth_to_space(const Tensor& x, int block_size, BlocksOptions options) {
  if (any_symbolic(x)) return call_node<depth_to_space>(x, block_size, options);
  check_image("ops.depth_to_space", x, block_size, options.data_format);
  const bool first = options.data_format == "channels_first";
  const auto batch = x.shape(0), rows = x.shape(first ? 2 : 1), columns = x.shape(first ? 3 : 2);
  const auto depth = x.shape(first ? 1 : 3), channels = depth / (block_size * block_size);
  if (channels * block_size * block_size != depth)
    fail("ops.depth_to_space: the channels must be a multiple of block_size^2; received shape ",
         x.shape());
  const auto height = rows * block_size, width = columns * block_size;
  if (first) {
    const auto split = reshape(x, {batch, channels, block_size, block_size, rows, columns});
    return reshape(transpose(split, {{0, 1, 4, 2, 5, 3}}), {batch, channels, height, width});
  }
  const auto split = reshape(x, {batch, rows, columns, block_size, block_size, channels});
  return reshape(transpose(split, {{0, 1, 3, 2, 4, 5}}), {batch, height, width, channels});
}

Tensor space_to_depth(const Tensor& x, int block_size, BlocksOptions options) {
  if (any_symbolic(x)) return call_node<space_to_depth>(x, block_size, options);
  check_image("ops.space_to_depth", x, block_size, options.data_format);
  const bool first = options.data_format == "channels_first";
  const auto height = x.shape(first ? 2 : 1), width = x.shape(first ? 3 : 2);
  const auto rows = height / block_size, columns = width / block_size;
  if (rows * block_size != height || columns * block_size != width)
    fail("ops.space_to_depth: height and width must be multiples of block_size; received shape ",
         x.shape());
  const auto batch = x.shape(0), channels = x.shape(first ? 1 : 3);
  const auto depth = channels * block_size * block_size;
  if (first) {
    const auto split = reshape(x, {batch, channels, rows, block_size, columns, block_size});
    return reshape(transpose(split, {{0, 1, 3, 5, 2, 4}}), {batch, depth, rows, columns});
  }
  const auto split = reshape(x, {batch, rows, block_size, columns, block_size, channels});
  return reshape(transpose(split, {{0, 1, 3, 2, 4, 5}}), {batch, rows, columns, depth});
}

}  // namespace keras::ops
