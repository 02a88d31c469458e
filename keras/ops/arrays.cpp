#include "keras/ops/arrays.hpp"

#include <algorithm>
#include <cstring>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// The bytes of `x` as elements of `dtype`.
struct Bitcast {
  static constexpr auto name = "view";
  DType dtype;

  Spec infer(const Spec& x) const {
    auto shape = x.shape;
    const auto from = x.dtype.itemsize(), to = dtype.itemsize();
    if (from == to) return {shape, dtype};
    if (shape.rank() == 0 || shape[-1] * static_cast<std::int64_t>(from) % std::int64_t(to) != 0)
      fail("ops.view: the bytes of the last axis must be whole elements of dtype=", dtype,
           "; received shape ", x.shape, " of dtype ", x.dtype);
    shape[-1] = shape[-1] * static_cast<std::int64_t>(from) / static_cast<std::int64_t>(to);
    return {shape, dtype};
  }
  Tensor vjp(const Tensor&, const Tensor&, const Tensor&) const { return {}; }
  void run(const runtime::Cpu&, const View& x, const View& y) const {
    std::memcpy(y.data, x.data, x.spec->bytes());
  }
};

std::vector<Tensor> raised(const std::vector<Tensor>& xs, int rank) {
  std::vector<Tensor> result;
  for (const auto& x : xs) {
    if (x.rank() >= rank) {
      result.push_back(x);
    } else if (rank == 3) {  // (n) -> (1, n, 1), (m, n) -> (m, n, 1)
      result.push_back(expand_dims(x.rank() == 2 ? x : reshape(x, {1, x.size()}), -1));
    } else {
      result.push_back(reshape(x, rank == 2 ? Shape({1, x.size()}) : Shape({1})));
    }
  }
  return result;
}

std::vector<Tensor> split_along(const char* where, const Tensor& x, const Integers& places,
                                int axis) {
  if (x.rank() <= axis)
    fail(where, ": x must have more than ", axis, " axes; received shape ", x.shape());
  return split(x, places, {axis});
}

}  // namespace

Tensor size(const Tensor& x) {
  if (any_symbolic(x)) return call_node<size>(x);
  return cast(Tensor(static_cast<int>(x.size())), "int32");
}
Tensor ndim(const Tensor& x) {
  if (any_symbolic(x)) return call_node<ndim>(x);
  return cast(Tensor(x.rank()), "int32");
}
Shape shape(const Tensor& x) { return x.shape(); }

Tensor append(const Tensor& x1, const Tensor& x2, AppendOptions options) {
  if (any_symbolic(x1, x2)) return call_node<append>(x1, x2, options);
  if (!options.axis) return concatenate({ravel(x1), ravel(x2)});
  return concatenate({x1, x2}, {*options.axis});
}
Tensor hstack(const std::vector<Tensor>& xs) {
  if (any_symbolic(xs)) return call_node<hstack>(xs);
  const auto parts = raised(xs, 1);
  return concatenate(parts, {!parts.empty() && parts[0].rank() == 1 ? 0 : 1});
}
Tensor vstack(const std::vector<Tensor>& xs) {
  if (any_symbolic(xs)) return call_node<vstack>(xs);
  return concatenate(raised(xs, 2), {0});
}
Tensor dstack(const std::vector<Tensor>& xs) {
  if (any_symbolic(xs)) return call_node<dstack>(xs);
  return concatenate(raised(xs, 3), {2});
}

std::vector<Tensor> array_split(const Tensor& x, Integers indices_or_sections,
                                ArraySplitOptions options) {
  if (any_symbolic(x)) return call_node<array_split>(x, indices_or_sections, options);
  if (!indices_or_sections.single()) return split(x, indices_or_sections, {options.axis});
  const int axis = normalize_axis(options.axis, x.rank(), "ops.array_split");
  const int sections = indices_or_sections.number();
  if (sections < 1)
    fail("ops.array_split: indices_or_sections must be positive; received ", sections);
  const auto length = static_cast<int>(x.shape(axis));
  std::vector<int> places;
  for (int i = 1; i < sections; ++i)
    places.push_back(length / sections * i + std::min(i, length % sections));
  return split(x, places, {axis});
}
std::vector<Tensor> hsplit(const Tensor& x, Integers indices_or_sections) {
  if (any_symbolic(x)) return call_node<hsplit>(x, indices_or_sections);
  return split_along("ops.hsplit", x, indices_or_sections, x.rank() == 1 ? 0 : 1);
}
std::vector<Tensor> vsplit(const Tensor& x, Integers indices_or_sections) {
  if (any_symbolic(x)) return call_node<vsplit>(x, indices_or_sections);
  return split_along("ops.vsplit", x, indices_or_sections, 0);
}
std::vector<Tensor> dsplit(const Tensor& x, Integers indices_or_sections) {
  if (any_symbolic(x)) return call_node<dsplit>(x, indices_or_sections);
  return split_along("ops.dsplit", x, indices_or_sections, 2);
}
std::vector<Tensor> unstack(const Tensor& x, UnstackOptions options) {
  if (any_symbolic(x)) return call_node<unstack>(x, options);
  const int axis = normalize_axis(options.axis, x.rank(), "ops.unstack");
  const auto length = static_cast<int>(x.shape(axis));
  if (options.num && *options.num != length)
    fail("ops.unstack: num must be the length ", length, " of axis ", axis,
         "; received num=", *options.num);
  std::vector<Tensor> result;
  for (const auto& piece : split(x, length, {axis}))
    result.push_back(squeeze(piece, {.axis = axis}));
  return result;
}

Tensor fliplr(const Tensor& x) {
  if (any_symbolic(x)) return call_node<fliplr>(x);
  return flip(x, {.axis = 1});
}
Tensor flipud(const Tensor& x) {
  if (any_symbolic(x)) return call_node<flipud>(x);
  return flip(x, {.axis = 0});
}
Tensor rot90(const Tensor& array, Rot90Options options) {
  if (any_symbolic(array)) return call_node<rot90>(array, options);
  const int a = normalize_axis(options.axes.first, array.rank(), "ops.rot90");
  const int b = normalize_axis(options.axes.second, array.rank(), "ops.rot90");
  if (a == b) fail("ops.rot90: axes must be two different axes; received ", a, " twice");
  const int turns = (options.k % 4 + 4) % 4;
  if (turns == 0) return array;
  if (turns == 2) return flip(array, {.axis = {a, b}});
  if (turns == 1) return swapaxes(flip(array, {.axis = b}), a, b);
  return flip(swapaxes(array, a, b), {.axis = b});
}

std::vector<Tensor> unravel_index(const Tensor& indices, Shape shape) {
  if (any_symbolic(indices)) return call_node<unravel_index>(indices, shape);
  const auto places = indices.dtype() == DType::boolean ? converted(indices, "int32") : indices;
  const auto dtype = places.dtype();
  auto rows = places;  // of the axes that are still to be counted
  std::vector<Tensor> result(static_cast<std::size_t>(shape.rank()));
  for (int i = shape.rank() - 1; i >= 0; --i) {
    const auto length = number(static_cast<double>(shape[i]), dtype);
    result[static_cast<std::size_t>(i)] = mod(rows, length);
    rows = floor_divide(rows, length);
  }
  // Outside means at the nearest end, as in JAX.
  for (int i = 0; i < shape.rank(); ++i) {
    auto& place = result[static_cast<std::size_t>(i)];
    place = where(rows > 0, number(static_cast<double>(shape[i] - 1), dtype), place);
    if (!dtype.is_unsigned()) place = where(rows < -1, number(0, dtype), place);
  }
  return result;
}

Tensor view(const Tensor& x, ViewOptions options) {
  if (any_symbolic(x)) return call_node<view>(x, options);
  const auto dtype = options.dtype.value_or(x.dtype());
  return dtype == x.dtype() ? x : graph::apply(Bitcast{dtype}, x);
}

Tensor select(const std::vector<Tensor>& condlist, const std::vector<Tensor>& choicelist,
              const Tensor& default_value) {
  if (any_symbolic(condlist) || any_symbolic(choicelist) || any_symbolic(default_value))
    return call_node<ops::select>(condlist, choicelist, default_value);
  if (condlist.size() != choicelist.size() || condlist.empty())
    fail("ops.select: condlist and choicelist must be equally long and not empty; received ",
         condlist.size(), " and ", choicelist.size());
  auto y = default_value.defined() ? default_value : Tensor(0);
  for (auto i = condlist.size(); i-- > 0;) y = where(condlist[i], choicelist[i], y);
  return y;
}

Tensor array(const Tensor& x, ArrayOptions options) {
  using Function = Tensor (*)(const Tensor&, ArrayOptions);
  if (any_symbolic(x)) return call_node<static_cast<Function>(array)>(x, options);
  return options.dtype ? converted(x, *options.dtype) : x;
}

}  // namespace keras::ops
