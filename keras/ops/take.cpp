#include <algorithm>
#include <cstring>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

Tensor scatter_rows(const Tensor& dy, const Tensor& indices, const Shape& shape, int axis);

/// A place along an axis of `length`: negative ones count from the end, what is outside goes to the
/// nearest end, so that no memory but the tensor's is ever read.
std::int64_t clamp_place(std::int64_t place, std::int64_t length) {
  return std::clamp<std::int64_t>(place < 0 ? place + length : place, 0, length - 1);
}

/// Rows of `x` along `axis` by number: the shape of `indices` takes the place of the axis.
struct Take {
  static constexpr auto name = "take";
  static constexpr bool parallel = true;
  int axis;

  Spec infer(const Spec& x, const Spec& indices) const {
    if (x.shape[axis] == 0 && indices.shape.elements() > 0)
      fail("ops.take: axis ", axis, " must not be empty; received shape ", x.shape);
    return {x.shape.up_to(axis) + indices.shape + x.shape.from(axis + 1), x.dtype};
  }
  std::vector<Tensor> vjp(const Tensor& x, const Tensor& indices, const Tensor&,
                          const Tensor& dy) const {
    return {scatter_rows(dy, indices, x.shape(), axis), Tensor()};
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& indices, const View& y) const {
    const auto size = x.dtype().itemsize();
    const auto inner = static_cast<std::size_t>(x.shape().from(axis + 1).elements()) * size;
    const auto length = x.shape()[axis], count = indices.shape().elements();
    const auto* places = indices.as<std::int32_t>();
    if (y.shape().elements() == 0 || length == 0) return;
    const auto outer = x.shape().up_to(axis).elements();
    const auto visit = [&](std::int64_t i) {
      const auto from = (i / count * length + clamp_place(places[i % count], length));
      std::memcpy(y.as<std::byte>() + static_cast<std::size_t>(i) * inner,
                  x.as<std::byte>() + static_cast<std::size_t>(from) * inner, inner);
    };
    cpu.for_each(outer * count, visit);
  }
};

/// The opposite of `Take`: rows added up where they came from.
struct ScatterRows {
  static constexpr auto name = "scatter_rows";
  Shape shape;
  int axis;

  Spec infer(const Spec& dy, const Spec&) const { return {shape, dy.dtype}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor& indices, const Tensor&,
                          const Tensor& dy) const {
    return {take(dy, indices, {axis}), Tensor()};
  }

  void run(const runtime::Cpu&, const View& dy, const View& indices, const View& y) const {
    visit_dtype(dy.dtype(), [&](auto zero) { add_rows(dy, indices, y, zero); });
  }

  template <class T>
  void add_rows(const View& dy, const View& indices, const View& y, T zero) const {
    const auto inner = shape.from(axis + 1).elements(), length = shape[axis];
    const auto count = indices.shape().elements(), outer = shape.up_to(axis).elements();
    std::fill_n(y.as<T>(), shape.elements(), zero);
    for (std::int64_t i = 0; i < outer * count; ++i) {
      const auto place = clamp_place(indices.as<std::int32_t>()[i % count], length);
      auto* to = y.as<T>() + (i / count * length + place) * inner;
      const auto* from = dy.as<T>() + i * inner;
      for (std::int64_t j = 0; j < inner; ++j) to[j] = static_cast<T>(to[j] + from[j]);
    }
  }
};

Tensor scatter_rows(const Tensor& dy, const Tensor& indices, const Shape& shape, int axis) {
  return graph::apply(ScatterRows{shape, axis}, dy, indices);
}

Tensor places(const Tensor& indices, const char* where) {
  if (indices.dtype().is_floating())
    fail(where, ": indices must be integers; received dtype ", indices.dtype());
  return converted(indices, "int32");
}

}  // namespace

Tensor take(const Tensor& x, const Tensor& indices, TakeOptions options) {
  if (any_symbolic(x, indices)) return call_node<take>(x, indices, options);
  const auto from = options.axis ? x : ravel(x);
  const int axis = options.axis ? normalize_axis(*options.axis, x.rank(), "ops.take") : 0;
  return graph::apply(Take{axis}, from, places(indices, "ops.take"));
}

Tensor take_along_axis(const Tensor& x, const Tensor& indices, TakeOptions options) {
  if (any_symbolic(x, indices)) return call_node<take_along_axis>(x, indices, options);
  if (!options.axis) return take_along_axis(ravel(x), ravel(indices), {0});
  const int axis = normalize_axis(*options.axis, x.rank(), "ops.take_along_axis");
  if (indices.rank() != x.rank())
    fail("ops.take_along_axis: indices must have the rank of x; received shapes ", indices.shape(),
         " and ", x.shape());
  // All other axes broadcast; each element becomes a place in the flattened x.
  auto shape =
      broadcast(x.shape().without(axis), indices.shape().without(axis), "ops.take_along_axis");
  const auto wide = broadcast_to(x, shape.with(axis, x.shape(axis)));
  auto at =
      broadcast_to(places(indices, "ops.take_along_axis"), shape.with(axis, indices.shape(axis)));
  at = where(less(at, 0), add(at, x.shape(axis)), at);
  std::int64_t stride = 1;
  Tensor flat = 0;
  for (int i = x.rank() - 1; i >= 0; --i) {
    Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 1));
    along[i] = wide.shape(i);
    const auto place = i == axis ? at : reshape(arange(wide.shape(i)), along);
    flat = add(flat, multiply(place, stride));
    stride *= wide.shape(i);
  }
  return take(ravel(wide), flat, {0});
}

const Tensor& Places::operator[](int axis) const {
  const auto place = normalize_axis(axis, static_cast<int>(axes_.size()), "ops.nonzero");
  return axes_[static_cast<std::size_t>(place)];
}

Tensor Places::operator[](Range places) const {
  if (axes_.size() != 1)
    fail("ops.nonzero: a range is of the places in a vector; received places along ", axes_.size(),
         " axes");
  return axes_[0][places];
}

std::vector<Tensor> nonzero_form(const Tensor& x) {
  const auto places = nonzero(x);
  return {places.begin(), places.end()};
}

Places nonzero(const Tensor& x) {
  if (any_symbolic(x))
    fail("ops.nonzero: how many places there are depends on the values; it cannot be called on ",
         "symbolic tensors");
  const auto hits = converted(x, "bool").to_vector<bool>();
  std::vector<std::vector<std::int32_t>> found(static_cast<std::size_t>(x.rank()));
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!hits[i]) continue;
    auto rest = static_cast<std::int64_t>(i);
    for (int axis = x.rank() - 1; axis >= 0; --axis) {
      found[static_cast<std::size_t>(axis)].push_back(
          static_cast<std::int32_t>(rest % x.shape(axis)));
      rest /= x.shape(axis);
    }
  }
  std::vector<Tensor> result;
  for (const auto& each : found) result.emplace_back(each);
  return Places(std::move(result));
}

}  // namespace keras::ops
