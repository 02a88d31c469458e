#include <algorithm>
#include <cstring>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/slice.hpp"

namespace keras::ops {
namespace {

struct Concatenate {
  static constexpr auto name = "concatenate";
  int axis;

  Spec infer(std::span<const Spec> xs) const {
    auto shape = xs[0].shape;
    shape[axis] = 0;
    for (const auto& x : xs) {
      auto other = x.shape;
      if (other.rank() == shape.rank()) other[axis] = shape[axis];
      if (other != shape)
        fail("ops.concatenate: shapes must agree except along axis ", axis, "; received ",
             xs[0].shape, " and ", x.shape);
      shape[axis] += x.shape[axis];
    }
    return {shape, xs[0].dtype};
  }

  std::vector<Tensor> vjp(std::span<const Tensor> xs, const Tensor&, const Tensor& dy) const {
    std::vector<Tensor> gradients;
    auto part = whole(dy.shape());
    const auto along = static_cast<std::size_t>(axis);
    for (const auto& x : xs) {
      part.lengths[along] = x.shape(axis);
      gradients.push_back(slice_part(dy, part));
      part.starts[along] += x.shape(axis);
    }
    return gradients;
  }

  void run(const runtime::Cpu&, std::span<const View> xs, const View& y) const {
    const auto size = y.dtype().itemsize();
    const auto outer = y.shape().up_to(axis).elements(),
               inner = y.shape().from(axis + 1).elements();
    const auto row = static_cast<std::size_t>(y.shape()[axis] * inner) * size;
    std::size_t start = 0;
    for (const auto& x : xs) {
      const auto bytes = static_cast<std::size_t>(x.shape()[axis] * inner) * size;
      for (std::int64_t o = 0; o < outer && bytes > 0; ++o)
        std::memcpy(y.as<std::byte>() + static_cast<std::size_t>(o) * row + start,
                    x.as<std::byte>() + static_cast<std::size_t>(o) * bytes, bytes);
      start += bytes;
    }
  }
};

}  // namespace

Tensor concatenate(const std::vector<Tensor>& xs, AxisOptions options) {
  if (any_symbolic(xs)) return call_node<concatenate>(xs, options);
  if (xs.empty()) fail("ops.concatenate: xs must hold at least one tensor; received none");
  const auto dtype = result_dtype(xs);
  std::vector<Tensor> same;
  for (const auto& x : xs) same.push_back(converted(x, dtype));
  return graph::apply(Concatenate{normalize_axis(options.axis, xs[0].rank(), "ops.concatenate")},
                      std::move(same));
}

Tensor stack(const std::vector<Tensor>& x, AxisOptions options) {
  if (any_symbolic(x)) return call_node<stack>(x, options);
  if (x.empty()) fail("ops.stack: x must hold at least one tensor; received none");
  const int axis = normalize_axis(options.axis, x[0].rank() + 1, "ops.stack");
  std::vector<Tensor> raised;
  for (const auto& each : x) raised.push_back(expand_dims(each, axis));
  return concatenate(raised, {axis});
}

namespace {

std::vector<Tensor> cut_at(const Tensor& x, std::vector<int> places, int axis) {
  places.push_back(static_cast<int>(x.shape(axis)));
  std::vector<Tensor> pieces;
  auto part = whole(x.shape());
  const auto along = static_cast<std::size_t>(axis);
  for (const int place : places) {
    const auto end = std::clamp<std::int64_t>(place < 0 ? place + x.shape(axis) : place,
                                              part.starts[along], x.shape(axis));
    part.lengths[along] = end - part.starts[along];
    pieces.push_back(slice_part(x, part));
    part.starts[along] = end;
  }
  return pieces;
}

}  // namespace

std::vector<Tensor> split(const Tensor& x, Integers indices_or_sections, AxisOptions options) {
  if (any_symbolic(x)) return call_node<split>(x, indices_or_sections, options);
  const int axis = normalize_axis(options.axis, x.rank(), "ops.split");
  if (!indices_or_sections.single()) return cut_at(x, indices_or_sections.list(), axis);
  const int sections = indices_or_sections.number();
  const auto length = x.shape(axis);
  if (sections < 1 || length % sections != 0)
    fail("ops.split: axis ", axis, " of length ", length,
         " cannot be cut into indices_or_sections=", sections, " equal pieces");
  std::vector<int> places;
  for (int i = 1; i < sections; ++i) places.push_back(static_cast<int>(length / sections) * i);
  return cut_at(x, places, axis);
}

Tensor flip(const Tensor& x, FlipOptions options) {
  if (any_symbolic(x)) return call_node<flip>(x, options);
  auto part = whole(x.shape());
  for (const int axis : options.axis.normalized(x.rank(), "ops.flip")) {
    part.starts[static_cast<std::size_t>(axis)] = x.shape(axis) - 1;
    part.steps[static_cast<std::size_t>(axis)] = -1;
  }
  return slice_part(x, part);
}

Tensor tile(const Tensor& x, Integers times) {
  if (any_symbolic(x)) return call_node<tile>(x, times);
  auto repeats = times.list();
  // As a broadcast along new axes: (a, b) -> (r0, a, r1, b) -> (r0 a, r1 b).
  while (static_cast<int>(repeats.size()) < x.rank()) repeats.insert(repeats.begin(), 1);
  Shape inner, wide, flat;
  const int extra = static_cast<int>(repeats.size()) - x.rank();
  for (int i = 0; i < static_cast<int>(repeats.size()); ++i) {
    const auto length = i < extra ? 1 : x.shape(i - extra);
    const auto times = repeats[static_cast<std::size_t>(i)];
    inner.push_back(1), inner.push_back(length);
    wide.push_back(times), wide.push_back(length);
    flat.push_back(times * length);
  }
  return reshape(broadcast_to(reshape(x, inner), wide), flat);
}

Tensor column_stack(const std::vector<Tensor>& tensors) {
  if (any_symbolic(tensors)) return call_node<column_stack>(tensors);
  std::vector<Tensor> columns;
  for (const auto& x : tensors) columns.push_back(x.rank() < 2 ? reshape(x, {-1, 1}) : x);
  return concatenate(columns, {.axis = 1});
}

}  // namespace keras::ops
