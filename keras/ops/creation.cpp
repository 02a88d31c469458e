#include <algorithm>
#include <cmath>
#include <numeric>

#include "keras/core/settings.hpp"
#include "keras/graph/define.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"

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
  if (any_symbolic(x, fill_value)) return call_node<full_like>(x, fill_value, options);
  return full(x.shape(), fill_value, {options.dtype.value_or(x.dtype())});
}
Tensor zeros_like(const Tensor& x, LikeOptions options) {
  if (any_symbolic(x)) return call_node<zeros_like>(x, options);
  return full_like(x, 0, options);
}
Tensor ones_like(const Tensor& x, LikeOptions options) {
  if (any_symbolic(x)) return call_node<ones_like>(x, options);
  return full_like(x, 1, options);
}

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
  return converted(Tensor(values), options.dtype.value_or(config::floatx()));
}

Tensor arange_form(Value start, Value stop, Value step, LikeOptions options) {
  const bool one = stop.is_null();
  const auto first = one ? Value(0) : start, last = one ? start : stop;
  const auto by = step.is_null() ? Value(1) : step;
  if (first.is_integer() && last.is_integer() && by.is_integer() && !options.dtype)
    options.dtype = DType::int32;
  return arange(first.as_number(), last.as_number(), by.as_number(), options);
}

std::pair<Tensor, Tensor> linspace_with_step(const Tensor& start, const Tensor& stop,
                                             LinspaceOptions options) {
  if (options.num < 0) fail("ops.linspace: num must not be negative; received num=", options.num);
  const auto natural = result_dtype(start, stop);
  const auto dtype = natural.is_floating() ? natural : config::floatx();
  const auto from = converted(start, dtype), to = converted(stop, dtype);
  const int gaps = options.endpoint ? options.num - 1 : options.num;
  const auto distance = subtract(to, from);
  const auto step =
      gaps > 0 ? divide(distance, gaps) : full(distance.shape(), std::nan(""), {dtype});
  const int rank = distance.rank();
  Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(rank + 1), 1));
  along[0] = options.num;
  // start (1 - t) + stop t meets both ends exactly.
  const auto t = divide(reshape(arange(options.num, {dtype}), along), std::max(gaps, 1));
  const auto line = add(multiply(from, subtract(1, t)), multiply(to, t));
  const auto target = options.dtype.value_or(dtype);
  const auto whole = target.is_floating() ? line : floor(line);
  const int axis = normalize_axis(options.axis, rank + 1, "ops.linspace");
  return {moveaxis(converted(whole, target), 0, axis), step};
}

Tensor linspace(const Tensor& start, const Tensor& stop, LinspaceOptions options) {
  if (any_symbolic(start, stop)) return call_node<linspace>(start, stop, options);
  if (options.retstep)
    fail("ops.linspace: retstep must be False (see linspace_with_step); received retstep=True");
  return linspace_with_step(start, stop, std::move(options)).first;
}

Tensor eye(int N, EyeOptions options) {
  const int columns = options.M.value_or(N);
  if (N < 0 || columns < 0)
    fail("ops.eye: N and M must not be negative; received N=", N, ", M=", columns);
  const auto rows = reshape(arange(N), {N, 1});
  return converted(equal(add(rows, options.k), reshape(arange(columns), {1, columns})),
                   options.dtype);
}

void Nested::collect(std::vector<const Nested*>& out, Shape& shape, int depth) const {
  if (!list_) {
    if (depth != shape.rank()) fail("ops.array: all rows must be nested equally deep");
    out.push_back(this);
    return;
  }
  if (depth == shape.rank() && out.empty())
    shape.push_back(static_cast<std::int64_t>(items_.size()));
  if (depth >= shape.rank() || shape[depth] != static_cast<std::int64_t>(items_.size()))
    fail("ops.array: all rows must be equally long; received a row of ", items_.size());
  for (const auto& item : items_) item.collect(out, shape, depth + 1);
}

Tensor array(const Nested& values) {
  std::vector<const Nested*> flat;
  Shape shape;
  values.collect(flat, shape, 0);
  const auto strings =
      std::count_if(flat.begin(), flat.end(), [](auto* x) { return bool(x->text_); });
  if (strings == 0) {
    std::vector<float> numbers;
    for (const auto* each : flat) numbers.push_back(static_cast<float>(each->value_));
    const bool whole = std::all_of(flat.begin(), flat.end(), [](auto* x) { return x->whole_; });
    return whole ? converted(Tensor(numbers, shape), "int32") : Tensor(numbers, shape);
  }
  if (strings != std::ssize(flat))
    fail("ops.array: values must be numbers or strings, not both; received ", strings,
         " strings among ", flat.size(), " values");
  std::vector<std::string> texts;
  for (const auto* each : flat) texts.push_back(*each->text_);
  return {texts, shape};
}

}  // namespace keras::ops
