#include "keras/ops/slice.hpp"

#include <algorithm>
#include <cstring>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

/// Calls visit(offset in the whole, offset in the part) for every row of the part.
template <class Visit>
void for_each_row(const Part& part, const Shape& shape, Visit visit) {
  const int rank = shape.rank();
  std::int64_t rows = 1;
  for (int i = 0; i + 1 < rank; ++i) rows *= part.lengths[static_cast<std::size_t>(i)];
  const auto length = rank == 0 ? 1 : part.lengths.back();
  for (std::int64_t row = 0; row < rows; ++row) {
    auto rest = row;
    std::int64_t at = rank == 0 ? 0 : part.starts.back(), stride = rank == 0 ? 1 : shape[-1];
    for (int i = rank - 2; i >= 0; --i) {
      const auto axis = static_cast<std::size_t>(i);
      at += (part.starts[axis] + rest % part.lengths[axis] * part.steps[axis]) * stride;
      rest /= part.lengths[axis];
      stride *= shape[i];
    }
    visit(at, row * length);
  }
}

/// Copies `count` elements whose places are the steps apart.
void copy_row(const std::byte* from, std::int64_t from_step, std::byte* to, std::int64_t to_step,
              std::int64_t count, std::size_t itemsize) {
  const auto bytes = [&](std::int64_t n) {
    return static_cast<std::ptrdiff_t>(n) * static_cast<std::ptrdiff_t>(itemsize);
  };
  if (from_step == 1 && to_step == 1) {
    std::memcpy(to, from, static_cast<std::size_t>(bytes(count)));
    return;
  }
  for (std::int64_t i = 0; i < count; ++i)
    std::memcpy(to + bytes(i * to_step), from + bytes(i * from_step), itemsize);
}

struct Slice {
  static constexpr auto name = "slice";
  Part part;
  Spec infer(const Spec& x) const { return {Shape(part.lengths), x.dtype}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return place_part(dy, part, x.shape());
  }

  void run(const runtime::Cpu&, const View& x, const View& y) const {
    const auto size = x.dtype().itemsize();
    if (y.shape().elements() == 0) return;
    const auto step = part.steps.empty() ? 1 : part.steps.back();
    const auto length = part.lengths.empty() ? 1 : part.lengths.back();
    for_each_row(part, x.shape(), [&](std::int64_t at, std::int64_t row) {
      copy_row(x.as<std::byte>() + at * std::int64_t(size), step,
               y.as<std::byte>() + row * std::int64_t(size), 1, length, size);
    });
  }
};

struct Place {
  static constexpr auto name = "place";
  Part part;
  Shape shape;
  Spec infer(const Spec& x) const { return {shape, x.dtype}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const { return slice_part(dy, part); }

  void run(const runtime::Cpu&, const View& x, const View& y) const {
    const auto size = x.dtype().itemsize();
    std::memset(y.data, 0, static_cast<std::size_t>(y.shape().elements()) * size);
    if (x.shape().elements() == 0) return;
    const auto step = part.steps.empty() ? 1 : part.steps.back();
    const auto length = part.lengths.empty() ? 1 : part.lengths.back();
    for_each_row(part, shape, [&](std::int64_t at, std::int64_t row) {
      copy_row(x.as<std::byte>() + row * std::int64_t(size), 1,
               y.as<std::byte>() + at * std::int64_t(size), step, length, size);
    });
  }
};

}  // namespace

Value to_value(const Part& part) {
  return Object{{"starts", keras::to_value(part.starts)},
                {"lengths", keras::to_value(part.lengths)},
                {"steps", keras::to_value(part.steps)}};
}

Part whole(const Shape& shape) {
  const auto rank = static_cast<std::size_t>(shape.rank());
  return {std::vector<std::int64_t>(rank, 0), shape.dims(), std::vector<std::int64_t>(rank, 1)};
}

Tensor slice_part(const Tensor& x, const Part& part) { return graph::apply(Slice{part}, x); }
Tensor place_part(const Tensor& x, const Part& part, const Shape& shape) {
  return graph::apply(Place{part, shape}, x);
}

Tensor slice(const Tensor& inputs, std::vector<int> start_indices, Shape shape) {
  if (any_symbolic(inputs))
    return call_node<slice_form>(inputs, Tensor(start_indices), shape.dims());
  if (static_cast<int>(start_indices.size()) != inputs.rank() || shape.rank() != inputs.rank())
    fail("ops.slice: start_indices and shape must have a number for each axis of ", inputs.shape(),
         "; received start_indices=", start_indices, ", shape=", shape);
  auto part = whole(inputs.shape());
  for (int i = 0; i < inputs.rank(); ++i) {
    const auto length = inputs.shape(i);
    if (shape[i] < 0 || shape[i] > length)
      fail("ops.slice: shape must fit into the inputs; received shapes ", inputs.shape(), " and ",
           shape);
    const auto axis = static_cast<std::size_t>(i);
    part.lengths[axis] = shape[i];
    part.starts[axis] = std::clamp<std::int64_t>(start_indices[axis], 0, length - shape[i]);
  }
  return slice_part(inputs, part);
}

namespace {

/// `slice` from places that are known when it runs: one axis after the other.
Tensor slice_from(const Tensor& inputs, const Tensor& start_indices, const Shape& shape) {
  auto y = inputs;
  for (int axis = 0; axis < y.rank(); ++axis) {
    if (shape[axis] < 0 || shape[axis] > y.shape(axis))
      fail(
          "ops.slice: shape must fit into the inputs and be known unless start_indices are "
          "numbers; received shapes ",
          inputs.shape(), " and ", shape);
    const auto start = clip(cast(start_indices[axis], "int32"), 0, y.shape(axis) - shape[axis]);
    y = take(y, add(arange(shape[axis]), start), {axis});
  }
  return y;
}

}  // namespace

Tensor slice_form(const Tensor& inputs, const Tensor& start_indices,
                  std::vector<std::int64_t> shape) {
  if (any_symbolic(inputs, start_indices))
    return call_node<slice_form>(inputs, start_indices, shape);
  if (!start_indices.node()->computed()) return slice_from(inputs, start_indices, Shape(shape));
  const auto starts = start_indices.to_vector<int>();
  for (std::size_t i = 0; i < std::min(shape.size(), starts.size()); ++i)
    if (shape[i] == -1 && static_cast<int>(i) < inputs.rank())
      shape[i] = inputs.shape(static_cast<int>(i)) - starts[i];
  return slice(inputs, starts, Shape(shape));
}

}  // namespace keras::ops
