#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/window_arguments.hpp"

namespace keras::ops {
namespace {

/// Window `i` of `count` along an axis of `length`: [i * length / count, (i + 1) * length / count),
/// widened to whole places.
struct Span {
  std::int64_t first, last;

  Span(std::int64_t i, std::int64_t count, std::int64_t length)
      : first(i * length / count), last(((i + 1) * length + count - 1) / count) {}
};

/// The means of the windows along `axis`, as a product with a matrix.
Tensor means(const Tensor& x, int axis, std::int64_t count) {
  const auto length = x.shape(axis);
  std::vector<float> weights(static_cast<std::size_t>(length * count), 0.0f);
  for (std::int64_t i = 0; i < count; ++i) {
    const Span span(i, count, length);
    for (auto place = span.first; place < span.last; ++place)
      weights[static_cast<std::size_t>(place * count + i)] =
          1.0f / static_cast<float>(span.last - span.first);
  }
  const auto matrix = converted(Tensor(weights, {length, count}), x.dtype());
  return moveaxis(matmul(moveaxis(x, axis, -1), matrix), -1, axis);
}

/// The largest of the windows along `axis`; a short window has its last place twice.
Tensor largest(const Tensor& x, int axis, std::int64_t count) {
  const auto length = x.shape(axis);
  std::int64_t longest = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const Span span(i, count, length);
    longest = std::max(longest, span.last - span.first);
  }
  std::vector<std::int32_t> places;
  for (std::int64_t i = 0; i < count; ++i) {
    const Span span(i, count, length);
    for (std::int64_t j = 0; j < longest; ++j)
      places.push_back(static_cast<std::int32_t>(std::min(span.first + j, span.last - 1)));
  }
  return max(take(x, Tensor(places, {count, longest}), {.axis = axis}), {.axis = axis + 1});
}

Tensor along_each_axis(const Images& images, const Sizes& output_size,
                       Tensor (*pool)(const Tensor&, int, std::int64_t)) {
  const auto sizes =
      output_size.resolved(images.axes(), (images.where() + ": output_size").c_str());
  for (int i = 0; i < images.axes(); ++i) {
    if (images.length(i) == Shape::unknown)
      fail(images.where(), ": the lengths of the inputs must be known; received shape ",
           images.x().shape());
    if (images.length(i) == 0)
      fail(images.where(), ": the inputs may not be empty; received shape ", images.x().shape());
  }
  auto y = images.x();
  for (int i = 0; i < images.axes(); ++i) y = pool(y, 1 + i, sizes[i]);
  return y;
}

}  // namespace

Tensor adaptive_average_pool(const Tensor& inputs, Sizes output_size, AdaptivePoolOptions options) {
  if (any_symbolic(inputs)) return call_node<adaptive_average_pool>(inputs, output_size, options);
  const auto x = floating(inputs);
  const Images images(x, options.data_format, "ops.adaptive_average_pool");
  return images.result(along_each_axis(images, output_size, means), x.dtype());
}

Tensor adaptive_max_pool(const Tensor& inputs, Sizes output_size, AdaptivePoolOptions options) {
  if (any_symbolic(inputs)) return call_node<adaptive_max_pool>(inputs, output_size, options);
  const Images images(inputs, options.data_format, "ops.adaptive_max_pool");
  return images.result(along_each_axis(images, output_size, largest), inputs.dtype());
}

}  // namespace keras::ops
