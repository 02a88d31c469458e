#include <algorithm>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

Tensor product(const Tensor& a, const Tensor& b);

/// `x` with its last two axes swapped.
Tensor swapped(const Tensor& x) { return swapaxes(x, -1, -2); }

/// (..., m, k) times (..., k, n).
struct Matmul {
  static constexpr auto name = "matmul";
  static constexpr bool parallel = true;

  Spec infer(const Spec& a, const Spec& b) const {
    if (a.shape[-1] != b.shape[-2])
      fail(
          "ops.matmul: the last axis of x1 must equal the second to last axis of x2; received "
          "shapes ",
          a.shape, " and ", b.shape);
    const auto batch = broadcast(a.shape.up_to(a.shape.rank() - 2),
                                 b.shape.up_to(b.shape.rank() - 2), "ops.matmul");
    return {batch + Shape({a.shape[-2], b.shape[-1]}), a.dtype};
  }

  graph::Trait trait() const { return graph::MatmulTrait{false, false}; }

  std::vector<Tensor> vjp(const Tensor& a, const Tensor& b, const Tensor&, const Tensor& dy) const {
    // A matrix that multiplies a stack of rows: the stack is one long matrix.
    if (b.rank() == 2 && a.rank() > 2) {
      const auto rows = reshape(a, {-1, a.shape(-1)}), drows = reshape(dy, {-1, dy.shape(-1)});
      return {product(dy, swapped(b)), product(swapped(rows), drows)};
    }
    return {sum_to(product(dy, swapped(b)), a.shape()), sum_to(product(swapped(a), dy), b.shape())};
  }

  /// For the dtypes that runtime::Gemm does not serve.
  void run(const runtime::Cpu& cpu, const View& a, const View& b, const View& y) const {
    visit_dtype(y.dtype(), [&](auto zero) { multiply_rows(cpu, a, b, y, zero); });
  }

  template <class T>
  void multiply_rows(const runtime::Cpu& cpu, const View& a, const View& b, const View& y,
                     T) const {
    const auto m = y.shape()[-2], n = y.shape()[-1], k = a.shape()[-1];
    const auto leading = [](const View& v) { return v.shape().up_to(v.shape().rank() - 2); };
    const auto batch = leading(y), a_batch = leading(a), b_batch = leading(b);
    cpu.for_each(batch.elements() * m, [&](std::int64_t row) {
      const auto matrix = row / m;
      const auto* left = a.as<T>() + (broadcast_index(a_batch, batch, matrix) * m + row % m) * k;
      const auto* right = b.as<T>() + broadcast_index(b_batch, batch, matrix) * k * n;
      auto* out = y.as<T>() + row * n;
      std::fill(out, out + n, T{});
      for (std::int64_t p = 0; p < k; ++p)
        for (std::int64_t j = 0; j < n; ++j)
          out[j] = static_cast<T>(out[j] + left[p] * right[p * n + j]);
    });
  }
};

Tensor product(const Tensor& a, const Tensor& b) { return graph::apply(Matmul{}, a, b); }

/// `x` from `first` on along an axis counted from the back.
Tensor part_of(const Tensor& x, int axis, std::int64_t first, std::int64_t count) {
  std::vector<int> starts(static_cast<std::size_t>(x.rank()));
  starts[static_cast<std::size_t>(x.rank() + axis)] = static_cast<int>(first);
  auto shape = x.shape();
  shape[axis] = count;
  return slice(x, starts, shape);
}

/// The product of matrices of bytes as int32. float32 has the fast kernel, and is exact while the
/// sums stay below 2^24: up to 1024 products of two bytes.
Tensor byte_product(const Tensor& a, const Tensor& b) {
  constexpr std::int64_t exact_depth = 1024;
  const auto x = converted(a, DType::float32), y = converted(b, DType::float32);
  const auto depth = x.shape()[-1];
  if (depth <= exact_depth) return converted(product(x, y), DType::int32);
  Tensor sum;
  for (std::int64_t first = 0; first < depth; first += exact_depth) {
    const auto count = std::min(exact_depth, depth - first);
    const auto part = converted(product(part_of(x, -1, first, count), part_of(y, -2, first, count)),
                                DType::int32);
    sum = sum.defined() ? add(sum, part) : part;
  }
  return sum;
}

}  // namespace

Tensor matmul(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<matmul>(x1, x2);
  if (x1.rank() == 0 || x2.rank() == 0)
    fail("ops.matmul: both operands must have at least one axis; received shapes ", x1.shape(),
         " and ", x2.shape());
  const auto dtype = result_dtype(x1, x2);
  const bool bytes = dtype == DType::int8;
  // 16-bit floats are multiplied and added up in 32 bits.
  const auto inner = dtype.is_half() ? DType(DType::float32) : dtype;
  auto a = converted(x1, inner), b = converted(x2, inner);
  if (x1.rank() == 1) a = expand_dims(a, 0);
  if (x2.rank() == 1) b = expand_dims(b, 1);
  auto y = bytes ? byte_product(a, b) : product(a, b);
  if (x2.rank() == 1) y = squeeze(y, {.axis = -1});
  if (x1.rank() == 1) y = squeeze(y, {.axis = x2.rank() == 1 ? -1 : -2});
  return bytes ? y : converted(y, dtype);
}

namespace {

/// As matmul, but products of int8 stay so: Keras widens them in matmul and einsum alone.
Tensor products(const Tensor& x1, const Tensor& x2) {
  const auto y = matmul(x1, x2);
  return promote(x1.dtype(), x2.dtype()) == DType::int8 ? cast(y, DType::int8) : y;
}

}  // namespace

Tensor dot(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<dot>(x1, x2);
  if (x1.rank() == 0 || x2.rank() == 0) return multiply(x1, x2);
  if (x2.rank() <= 2) return products(x1, x2);
  const auto k = x2.shape(-2);
  const auto columns = reshape(moveaxis(x2, -2, 0), {k, -1});
  return reshape(products(x1, columns),
                 x1.shape().up_to(x1.rank() - 1) + x2.shape().without(x2.rank() - 2));
}

Tensor tensordot(const Tensor& x1, const Tensor& x2, int axes) {
  if (any_symbolic(x1, x2)) return call_node<tensordot_form>(x1, x2, axes);
  if (axes < 0 || axes > std::min(x1.rank(), x2.rank()))
    fail("ops.tensordot: axes must lie between 0 and the number of axes; received axes=", axes,
         " and shapes ", x1.shape(), " and ", x2.shape());
  std::vector<int> last, first;
  for (int i = 0; i < axes; ++i) last.push_back(i - axes), first.push_back(i);
  return tensordot(x1, x2, Axes(last), Axes(first));
}

Tensor tensordot_form(const Tensor& x1, const Tensor& x2, Value axes) {
  if (!axes.is_list()) return tensordot(x1, x2, static_cast<int>(axes.as_integer()));
  std::pair<Axes, Axes> both;
  from_value(axes, both);
  return tensordot(x1, x2, both.first, both.second);
}

Tensor tensordot(const Tensor& x1, const Tensor& x2, Axes axes1, Axes axes2) {
  if (any_symbolic(x1, x2))
    return call_node<tensordot_form>(x1, x2, to_value(std::pair(axes1, axes2)));
  const auto left = axes1.in_order(x1.rank(), "ops.tensordot"),
             right = axes2.in_order(x2.rank(), "ops.tensordot");
  const int count = static_cast<int>(left.size());
  std::vector<int> back, front;
  for (int i = 0; i < count; ++i) back.push_back(i - count), front.push_back(i);
  if (left.size() != right.size())
    fail("ops.tensordot: axes must name as many axes of x1 as of x2; received ", left, " and ",
         right);
  const auto a = moveaxis(x1, axes1, Axes(back)), b = moveaxis(x2, axes2, Axes(front));
  const auto kept = a.shape().up_to(a.rank() - count), summed = a.shape().from(a.rank() - count);
  if (summed != b.shape().up_to(count))
    fail("ops.tensordot: the axes that are summed must be equally long; received shapes ",
         x1.shape(), " and ", x2.shape(), " with axes ", left, " and ", right);
  const auto columns = b.shape().from(count);
  const auto y = products(reshape(a, {kept.elements(), summed.elements()}),
                          reshape(b, {summed.elements(), columns.elements()}));
  return reshape(y, kept + columns);
}

Tensor outer(const Tensor& x1, const Tensor& x2) {
  if (any_symbolic(x1, x2)) return call_node<outer>(x1, x2);
  return multiply(reshape(x1, {-1, 1}), ravel(x2));
}

}  // namespace keras::ops
