#include <cmath>
#include <numeric>

#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"

namespace keras::ops {

Tensor full(Shape shape, const Tensor& fill_value, LikeOptions options) {
  const auto value = converted(fill_value, options.dtype.value_or(fill_value.dtype()));
  return broadcast_to(value, std::move(shape));
}

Tensor zeros(Shape shape, DTypeOptions options) {
  return full(std::move(shape), 0, {options.dtype});
}
Tensor ones(Shape shape, DTypeOptions options) {
  return full(std::move(shape), 1, {options.dtype});
}
Tensor full_like(const Tensor& x, const Tensor& fill_value, LikeOptions options) {
  return full(x.shape(), fill_value, {options.dtype.value_or(x.dtype())});
}
Tensor zeros_like(const Tensor& x, LikeOptions options) { return full_like(x, 0, options); }
Tensor ones_like(const Tensor& x, LikeOptions options) { return full_like(x, 1, options); }

Tensor arange(std::int64_t stop, LikeOptions options) {
  std::vector<std::int32_t> values(static_cast<std::size_t>(std::max<std::int64_t>(stop, 0)));
  std::iota(values.begin(), values.end(), 0);
  return converted(Tensor(values), options.dtype.value_or(DType::int32));
}

Tensor arange(double start, double stop, double step, LikeOptions options) {
  if (step == 0) fail("ops.arange: step must not be 0");
  const auto count = std::max(0.0, std::ceil((stop - start) / step));
  std::vector<float> values(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(start + static_cast<double>(i) * step);
  return converted(Tensor(values), options.dtype.value_or(DType::float32));
}

Tensor eye(int N, EyeOptions options) {
  const int columns = options.M.value_or(N);
  if (N < 0 || columns < 0)
    fail("ops.eye: N and M must not be negative; received N=", N, ", M=", columns);
  const auto rows = reshape(arange(N), {N, 1});
  return converted(equal(add(rows, options.k), reshape(arange(columns), {1, columns})),
                   options.dtype);
}

void Nested::collect(std::vector<float>& out, Shape& shape, int depth) const {
  if (!list_) {
    if (depth != shape.rank()) fail("ops.array: all rows must be nested equally deep");
    out.push_back(static_cast<float>(value_));
    return;
  }
  if (depth == shape.rank() && out.empty())
    shape.push_back(static_cast<std::int64_t>(items_.size()));
  if (depth >= shape.rank() || shape[depth] != static_cast<std::int64_t>(items_.size()))
    fail("ops.array: all rows must be equally long; received a row of ", items_.size());
  for (const auto& item : items_) item.collect(out, shape, depth + 1);
}

bool Nested::whole() const {
  if (!list_) return whole_;
  for (const auto& item : items_)
    if (!item.whole()) return false;
  return true;
}

Tensor array(const Nested& values) {
  std::vector<float> flat;
  Shape shape;
  values.collect(flat, shape, 0);
  const Tensor result(flat, shape);
  return values.whole() ? converted(result, "int32") : result;
}

}  // namespace keras::ops
