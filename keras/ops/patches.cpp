#include "keras/core/error.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/window_arguments.hpp"

namespace keras::ops::image {
namespace {

/// The axes of windows behind those of images: (batch, windows..., elements..., channels).
Tensor windows_of(const Images& images, const std::vector<int>& size, const PatchesOptions& o) {
  const int axes = images.axes();
  const auto numbers = [&](const Sizes& sizes, const char* argument) {
    return sizes.resolved(axes, (images.where() + ": " + argument).c_str()).list();
  };
  const auto strides = o.strides ? numbers(*o.strides, "strides") : size;
  const auto dilations = numbers(o.dilation_rate, "dilation_rate");
  const auto [before, windows] = window_shape(images, size, strides, dilations, o.padding);
  auto x = images.x();
  std::vector<int> order = {0};
  for (int axis = 0; axis < axes; ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    if (windows[axis] == 0)
      fail(images.where(), ": patches must fit into images; received size=", size[i],
           " for length ", images.length(axis));
    const auto places =
        expand_dims(arange(windows[axis]), 1) * strides[i] + arange(size[i]) * dilations[i];
    const auto reach = (windows[axis] - 1) * strides[i] + (size[i] - 1) * dilations[i] + 1;
    const auto after = std::max<std::int64_t>(reach - before[i] - images.length(axis), 0);
    std::vector<std::pair<int, int>> margins(static_cast<std::size_t>(x.rank()), {0, 0});
    margins[2 * i + 1] = {before[i], static_cast<int>(after)};
    x = take(pad(x, margins), places, {.axis = 2 * axis + 1});
    order.push_back(2 * axis + 1);
  }
  for (int axis = 0; axis < axes; ++axis) order.push_back(2 * axis + 2);
  order.push_back(x.rank() - 1);
  return transpose(x, {order});
}

Tensor patches_of(const std::string& where, const Tensor& given, const Sizes& size, int axes,
                  const PatchesOptions& options) {
  const bool one = given.rank() == axes + 1;
  if (!one && given.rank() != axes + 2)
    fail(where, ": images must have ", axes + 1, " or ", axes + 2, " axes; received shape ",
         given.shape());
  const Images images(one ? expand_dims(given, 0) : given, options.data_format, where);
  const auto lengths = size.resolved(axes, (where + ": size").c_str()).list();
  const auto windows = windows_of(images, lengths, options);
  const auto patches = reshape(windows, windows.shape().up_to(axes + 1) + Shape({-1}));
  const auto y = images.result(patches, given.dtype());
  return one ? squeeze(y, {.axis = 0}) : y;
}

}  // namespace

Tensor extract_patches(const Tensor& images, Sizes size, PatchesOptions options) {
  if (any_symbolic(images)) return call_node<image::extract_patches>(images, size, options);
  const int axes = size.list().size() == 3 ? 3 : 2;
  return patches_of("ops.image.extract_patches", images, size, axes, options);
}

Tensor extract_patches_3d(const Tensor& volumes, Sizes size, PatchesOptions options) {
  if (any_symbolic(volumes))
    return extract_patches(volumes, size.resolved(3, "ops.image.extract_patches_3d: size"),
                           options);
  return patches_of("ops.image.extract_patches_3d", volumes, size, 3, options);
}

}  // namespace keras::ops::image
