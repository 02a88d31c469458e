#include <algorithm>
#include <cstring>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

struct Reshape {
  static constexpr auto name = "reshape";
  Shape shape;
  Spec infer(const Spec& x) const { return {shape, x.dtype}; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return reshape(dy, x.shape());
  }
};

struct BroadcastTo {
  static constexpr auto name = "broadcast_to";
  Shape shape;
  Spec infer(const Spec& x) const {
    if (broadcast(x.shape, shape, "ops.broadcast_to") != shape)
      fail("ops.broadcast_to: ", x.shape, " cannot be broadcast to ", shape);
    return {shape, x.dtype};
  }
  graph::Trait trait() const { return graph::BroadcastTrait{}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return sum_to(dy, x.shape());
  }
};

struct Permute {
  static constexpr auto name = "transpose";
  static constexpr bool parallel = true;
  std::vector<int> axes;

  Spec infer(const Spec& x) const {
    Shape shape;
    for (const int axis : axes) shape.push_back(x.shape[axis]);
    return {shape, x.dtype};
  }
  graph::Trait trait() const { return graph::PermuteTrait{axes}; }

  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const {
    std::vector<int> inverse(axes.size());
    for (std::size_t i = 0; i < axes.size(); ++i)
      inverse[static_cast<std::size_t>(axes[i])] = static_cast<int>(i);
    return transpose(dy, {inverse});
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    switch (x.dtype().itemsize()) {
      case 1:
        return permute<std::uint8_t>(cpu, x, y);
      case 2:
        return permute<std::uint16_t>(cpu, x, y);
      case 4:
        return permute<std::uint32_t>(cpu, x, y);
      default:
        return permute<std::uint64_t>(cpu, x, y);
    }
  }

  /// Rows of y, `rows_per_tile` at a time.
  template <class T>
  void permute(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto& shape = y.shape();
    const auto strides = strides_of(x.shape());
    const auto length = shape[-1], rows = length == 0 ? 0 : shape.elements() / length;
    constexpr std::int64_t rows_per_tile = 32;
    cpu.for_each((rows + rows_per_tile - 1) / rows_per_tile, [&](std::int64_t tile) {
      const auto last = std::min(rows, (tile + 1) * rows_per_tile);
      for (auto row = tile * rows_per_tile; row < last;)
        row += copy_rows(x.as<T>() + start(shape, strides, row), y.as<T>() + row * length, shape,
                         strides, row, last - row);
    });
  }

  /// The strides in x of the axes of y.
  std::vector<std::int64_t> strides_of(const Shape& shape) const {
    std::vector<std::int64_t> own(axes.size(), 1), result;
    for (auto i = axes.size(); i-- > 1;) own[i - 1] = own[i] * shape[static_cast<int>(i)];
    for (const int axis : axes) result.push_back(own[static_cast<std::size_t>(axis)]);
    return result;
  }

  /// Where a row of y begins in x.
  static std::int64_t start(const Shape& shape, const std::vector<std::int64_t>& strides,
                            std::int64_t row) {
    std::int64_t at = 0;
    for (int i = shape.rank() - 2; i >= 0; row /= shape[i--])
      at += row % shape[i] * strides[static_cast<std::size_t>(i)];
    return at;
  }

  /// Writes one of `rows` rows of y, or several at once where they lie across those of x; returns
  /// how many.
  template <class T>
  static std::int64_t copy_rows(const T* from, T* to, const Shape& shape,
                                const std::vector<std::int64_t>& strides, std::int64_t row,
                                std::int64_t rows) {
    const auto length = shape[-1], inner = strides.back();
    const bool across = shape.rank() > 1 && strides[strides.size() - 2] == 1 && inner != 1;
    if constexpr (sizeof(T) == sizeof(float)) {
      if (across) {
        const auto count = std::min(rows, shape[-2] - row % shape[-2]);
        runtime::kernels().transpose(reinterpret_cast<const float*>(from), inner,
                                     reinterpret_cast<float*>(to), length, count, length);
        return count;
      }
    }
    if (inner == 1) {
      std::copy_n(from, length, to);
    } else {
      for (std::int64_t j = 0; j < length; ++j) to[j] = from[j * inner];
    }
    return 1;
  }
};

/// `shape` with its one -1 replaced so that it has `count` elements.
Shape complete(Shape shape, std::int64_t count, const Shape& from) {
  int open = -1;
  std::int64_t known = 1;
  for (int i = 0; i < shape.rank(); ++i) {
    if (shape[i] >= 0) {
      known *= shape[i];
    } else if (open < 0) {
      open = i;
    } else {
      fail("ops.reshape: at most one length may be -1; received newshape=", shape);
    }
  }
  if (open >= 0 && known > 0) shape[open] = count / known;
  if (shape.elements() != count)
    fail("ops.reshape: ", from, " with ", count, " elements cannot have newshape=", shape);
  return shape;
}

}  // namespace

Tensor reshape(const Tensor& x, Shape newshape) {
  if (any_symbolic(x)) return call_node<reshape_form>(x, newshape.dims());
  const auto shape = complete(std::move(newshape), x.size(), x.shape());
  return shape == x.shape() ? x : graph::apply(Reshape{shape}, x);
}

Tensor reshape_form(const Tensor& x, std::vector<std::int64_t> newshape) {
  return reshape(x, Shape(std::move(newshape)));
}

Tensor ravel(const Tensor& x) {
  if (any_symbolic(x)) return call_node<ravel>(x);
  return reshape(x, {-1});
}

Tensor broadcast_to(const Tensor& x, Shape shape) {
  if (any_symbolic(x)) return call_node<broadcast_to>(x, shape);
  return shape == x.shape() ? x : graph::apply(BroadcastTo{std::move(shape)}, x);
}

Tensor transpose(const Tensor& x, TransposeOptions options) {
  if (any_symbolic(x)) return call_node<transpose>(x, options);
  auto axes = options.axes;
  if (axes.empty()) {
    axes.resize(static_cast<std::size_t>(x.rank()));
    std::iota(axes.rbegin(), axes.rend(), 0);
  }
  for (auto& axis : axes) axis = normalize_axis(axis, x.rank(), "ops.transpose");
  auto sorted = axes;
  std::sort(sorted.begin(), sorted.end());
  for (int i = 0; i < static_cast<int>(sorted.size()); ++i)
    if (sorted[static_cast<std::size_t>(i)] != i || static_cast<int>(sorted.size()) != x.rank())
      fail("ops.transpose: axes must name each of the ", x.rank(),
           " axes once; received axes=", options.axes);
  if (std::is_sorted(axes.begin(), axes.end())) return x;
  return graph::apply(Permute{std::move(axes)}, x);
}

Tensor swapaxes(const Tensor& x, int axis1, int axis2) {
  if (any_symbolic(x)) return call_node<swapaxes>(x, axis1, axis2);
  std::vector<int> axes(static_cast<std::size_t>(x.rank()));
  std::iota(axes.begin(), axes.end(), 0);
  std::swap(axes[static_cast<std::size_t>(normalize_axis(axis1, x.rank(), "ops.swapaxes"))],
            axes[static_cast<std::size_t>(normalize_axis(axis2, x.rank(), "ops.swapaxes"))]);
  return transpose(x, {axes});
}

Tensor moveaxis(const Tensor& x, Axes source, Axes destination) {
  if (any_symbolic(x)) return call_node<moveaxis>(x, source, destination);
  const auto from = source.in_order(x.rank(), "ops.moveaxis"),
             to = destination.in_order(x.rank(), "ops.moveaxis");
  if (from.size() != to.size())
    fail("ops.moveaxis: source and destination must name as many axes; received ", from, " and ",
         to);
  std::vector<int> axes(static_cast<std::size_t>(x.rank()), -1);
  for (std::size_t i = 0; i < from.size(); ++i) axes[static_cast<std::size_t>(to[i])] = from[i];
  int next = 0;
  for (auto& axis : axes) {
    if (axis >= 0) continue;
    while (std::find(from.begin(), from.end(), next) != from.end()) ++next;
    axis = next++;
  }
  return transpose(x, {axes});
}

Tensor expand_dims(const Tensor& x, Axes axis) {
  if (any_symbolic(x)) return call_node<expand_dims>(x, axis);
  auto shape = x.shape();
  const int rank = x.rank() + axis.count();
  for (const int i : axis.normalized(rank, "ops.expand_dims")) shape = shape.with(i, 1);
  return reshape(x, shape);
}

Tensor squeeze(const Tensor& x, SqueezeOptions options) {
  if (any_symbolic(x)) return call_node<squeeze>(x, options);
  const auto axes = options.axis.normalized(x.rank(), "ops.squeeze");
  Shape shape;
  for (int i = 0; i < x.rank(); ++i) {
    const bool named = std::find(axes.begin(), axes.end(), i) != axes.end();
    if (named && options.axis.given() && x.shape(i) != 1)
      fail("ops.squeeze: axis ", i, " must have length 1; received shape ", x.shape());
    if (!named || x.shape(i) != 1) shape.push_back(x.shape(i));
  }
  return reshape(x, shape);
}

}  // namespace keras::ops
