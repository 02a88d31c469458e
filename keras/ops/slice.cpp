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

/// A part as rows of the whole: as long as the elements lie side by side, or its last axis.
class PartRows {
 public:
  PartRows(const Part& part, const Shape& shape) : part_(part), shape_(shape) {
    if (shape.rank() == 0) return;
    outer_ = shape.rank();
    do {
      const auto axis = static_cast<std::size_t>(--outer_);
      first_ += part.starts[axis] * stride_;
      length_ *= part.lengths[axis];
      stride_ *= shape[outer_];
    } while (outer_ > 0 && whole(outer_) && part.steps[static_cast<std::size_t>(outer_ - 1)] == 1);
    for (int i = 0; i < outer_; ++i) count_ *= part.lengths[static_cast<std::size_t>(i)];
    step_ = part.steps.back();
  }

  std::int64_t count() const { return length_ == 0 ? 0 : count_; }
  /// Whether there are rows, each whole and behind the one before it.
  bool in_order() const {
    return count() > 0 && step_ == 1 &&
           std::all_of(part_.steps.begin(), part_.steps.end(), [](auto step) { return step > 0; });
  }
  std::int64_t length() const { return length_; }
  /// How far apart the elements of a row are.
  std::int64_t step() const { return step_; }

  /// Where a row begins in the whole.
  std::int64_t start(std::int64_t row) const {
    auto at = first_, stride = stride_;
    for (int i = outer_ - 1; i >= 0; --i) {
      const auto axis = static_cast<std::size_t>(i);
      at += (part_.starts[axis] + row % part_.lengths[axis] * part_.steps[axis]) * stride;
      row /= part_.lengths[axis];
      stride *= shape_[i];
    }
    return at;
  }

 private:
  bool whole(int axis) const {
    const auto i = static_cast<std::size_t>(axis);
    return part_.steps[i] == 1 && part_.lengths[i] == shape_[axis];
  }

  const Part& part_;
  const Shape& shape_;
  int outer_ = 0;  ///< Axes that are not in a row.
  std::int64_t count_ = 1, length_ = 1, step_ = 1;
  std::int64_t first_ = 0, stride_ = 1;
};

constexpr std::int64_t tile_bytes = 64 << 10;

/// Shares the rows of a part, about `tile_bytes` at a time: visit(row).
template <class Visit>
void for_each_row(const runtime::Cpu& cpu, const PartRows& rows, std::size_t itemsize,
                  Visit visit) {
  const auto bytes = std::max<std::int64_t>(1, rows.length() * std::int64_t(itemsize));
  const auto most = std::max<std::int64_t>(1, tile_bytes / bytes);
  cpu.for_each((rows.count() + most - 1) / most, [&](std::int64_t tile) {
    const auto last = std::min(rows.count(), (tile + 1) * most);
    for (auto row = tile * most; row < last; ++row) visit(row);
  });
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
  static constexpr bool parallel = true;
  Part part;
  Spec infer(const Spec& x) const { return {Shape(part.lengths), x.dtype}; }
  Tensor vjp(const Tensor& x, const Tensor&, const Tensor& dy) const {
    return place_part(dy, part, x.shape());
  }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto size = x.dtype().itemsize();
    const auto bytes = static_cast<std::int64_t>(size);
    const PartRows rows(part, x.shape());
    for_each_row(cpu, rows, size, [&](std::int64_t row) {
      copy_row(x.as<std::byte>() + rows.start(row) * bytes, rows.step(),
               y.as<std::byte>() + row * rows.length() * bytes, 1, rows.length(), size);
    });
  }
};

struct Place {
  static constexpr auto name = "place";
  static constexpr bool parallel = true;
  Part part;
  Shape shape;
  Spec infer(const Spec& x) const { return {shape, x.dtype}; }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor& dy) const { return slice_part(dy, part); }

  void run(const runtime::Cpu& cpu, const View& x, const View& y) const {
    const auto size = x.dtype().itemsize();
    const auto bytes = static_cast<std::int64_t>(size);
    const PartRows rows(part, shape);
    const bool in_order = rows.in_order();
    if (!in_order) clear_all(cpu, y.as<std::byte>(), shape.elements() * bytes);
    for_each_row(cpu, rows, size, [&](std::int64_t row) {
      if (in_order) clear_around(rows, row, y.as<std::byte>(), bytes);
      copy_row(x.as<std::byte>() + row * rows.length() * bytes, 1,
               y.as<std::byte>() + rows.start(row) * bytes, rows.step(), rows.length(), size);
    });
  }

  static void clear_all(const runtime::Cpu& cpu, std::byte* y, std::int64_t bytes) {
    cpu.for_each((bytes + tile_bytes - 1) / tile_bytes, [&](std::int64_t tile) {
      const auto from = tile * tile_bytes;
      std::memset(y + from, 0, static_cast<std::size_t>(std::min(tile_bytes, bytes - from)));
    });
    cpu.barrier();
  }

  /// Clears what lies between a row and the one before it, and behind the last one.
  void clear_around(const PartRows& rows, std::int64_t row, std::byte* y,
                    std::int64_t bytes) const {
    const auto clear = [&](std::int64_t from, std::int64_t to) {
      std::memset(y + from * bytes, 0, static_cast<std::size_t>((to - from) * bytes));
    };
    clear(row == 0 ? 0 : rows.start(row - 1) + rows.length(), rows.start(row));
    if (row + 1 == rows.count()) clear(rows.start(row) + rows.length(), shape.elements());
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

std::optional<Placed> placed(const Tensor& x) {
  using graph::detail::Erased;
  const auto& node = *x.node();
  if (!node.op || node.op->type() != &graph::detail::type_tag<Place>) return {};
  const auto& part = static_cast<const Erased<Place, std::index_sequence<0>>&>(*node.op).op.part;
  const bool gaps = std::any_of(part.steps.begin(), part.steps.end(),
                                [](std::int64_t step) { return step != 1; });
  if (gaps) return {};
  return Placed{node.inputs[0], part.starts};
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
