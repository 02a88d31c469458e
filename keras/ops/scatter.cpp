#include "keras/ops/scatter.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

struct ScatterInto {
  static constexpr auto name = "scatter";
  Scatter how;

  Spec infer(const Spec& target, const Spec&, const Spec&) const {
    return {target.shape, target.dtype};
  }

  std::vector<Tensor> vjp(const Tensor& target, const Tensor& places, const Tensor& updates,
                          const Tensor& y, const Tensor& dy) const {
    const auto inside = expand_dims(logical_and(places >= 0, places < dy.shape(0)), 1);
    const auto picked = where(inside, take(dy, places, {0}), 0);
    if (how == Scatter::add) return {dy, Tensor(), picked};
    if (how == Scatter::set)
      return {scatter_into(how, dy, places, zeros_like(updates)), Tensor(), picked};
    if (how == Scatter::multiply) fail("ops.scatter_update: no gradient is defined for 'mul'");
    // Extremes share the gradient among all that are equal to them.
    const auto won = cast(logical_and(inside, updates == take(y, places, {0})), dy.dtype());
    const auto kept = cast(target == y, dy.dtype());
    const auto share = dy / maximum(scatter_into(Scatter::add, kept, places, won), 1);
    return {share * kept, Tensor(), take(share, places, {0}) * won};
  }

  void run(const runtime::Cpu&, const View& target, const View& places, const View& updates,
           const View& y) const {
    std::memcpy(y.data, target.data, target.spec->bytes());
    visit_dtype(y.dtype(), [&](auto zero) { combine(places, updates, y, zero); });
  }

  template <class T>
  void combine(const View& places, const View& updates, const View& y, T) const {
    const auto rows = y.shape()[0], inner = y.shape()[1];
    for (std::int64_t i = 0; i < places.shape().elements(); ++i) {
      const std::int64_t row = places.as<std::int32_t>()[i];
      if (row < 0 || row >= rows) continue;
      const auto* from = updates.as<T>() + i * inner;
      auto* to = y.as<T>() + row * inner;
      for (std::int64_t j = 0; j < inner; ++j) to[j] = combined(to[j], from[j]);
    }
  }

  template <class T>
  T combined(T a, T b) const {
    switch (how) {
      case Scatter::add:
        return static_cast<T>(a + b);
      case Scatter::multiply:
        return static_cast<T>(a * b);
      case Scatter::maximum:
        return a != a || a > b ? a : b;
      case Scatter::minimum:
        return a != a || a < b ? a : b;
      default:
        return b;
    }
  }
};

/// The rows that `indices` (count, depth) name in a tensor whose first axes have `lengths`; -1 for
/// those outside.
Tensor flat_places(const Tensor& indices, const Shape& lengths) {
  Tensor flat = 0, inside = true;
  for (int i = 0; i < lengths.rank(); ++i) {
    const auto length = lengths[i];
    auto at = converted(indices(keras::all, i), "int32");
    at = where(at < 0, at + length, at);
    inside = logical_and(inside, logical_and(at >= 0, at < length));
    flat = flat * length + at;
  }
  return where(inside, flat, -1);
}

Tensor scatter_along(Scatter how, const Tensor& target, const Tensor& indices,
                     const Tensor& updates, const char* where) {
  if (indices.rank() < 1 || indices.shape(-1) > target.rank() || indices.dtype().is_floating())
    fail(where, ": indices must be integers with at most ", target.rank(),
         " on their last axis; received shape ", indices.shape(), " of dtype ", indices.dtype());
  const auto depth = static_cast<int>(indices.shape(-1));
  const auto lengths = target.shape().up_to(depth), rest = target.shape().from(depth);
  const auto count = indices.shape().up_to(indices.rank() - 1);
  const auto wide = broadcast_to(converted(updates, target.dtype()), count + rest);
  const auto places = flat_places(reshape(indices, {count.elements(), depth}), lengths);
  const Shape rows({lengths.elements(), rest.elements()});
  const auto y = scatter_into(how, reshape(target, rows), broadcast_to(places, {count.elements()}),
                              reshape(wide, {count.elements(), rest.elements()}));
  return reshape(y, target.shape());
}

Scatter reduction_named(const std::string& name) {
  const std::vector<std::pair<std::string, Scatter>> known = {{"add", Scatter::add},
                                                              {"max", Scatter::maximum},
                                                              {"min", Scatter::minimum},
                                                              {"mul", Scatter::multiply}};
  std::vector<std::string> names;
  for (const auto& [each, how] : known) {
    if (each == name) return how;
    names.push_back(each);
  }
  fail("ops.scatter_update: unknown reduction ", quoted(name), suggestion(name, names));
}

}  // namespace

Tensor scatter_into(Scatter how, const Tensor& target, const Tensor& places,
                    const Tensor& updates) {
  return graph::apply(ScatterInto{how}, target, converted(places, "int32"), updates);
}

Tensor scatter(const Tensor& indices, const Tensor& values, Shape shape) {
  if (any_symbolic(indices, values)) return call_node<scatter>(indices, values, shape);
  return scatter_along(Scatter::add, zeros(shape, {values.dtype()}), indices, values,
                       "ops.scatter");
}

Tensor scatter_update(const Tensor& inputs, const Tensor& indices, const Tensor& updates,
                      ScatterUpdateOptions options) {
  if (any_symbolic(inputs, indices, updates))
    return call_node<scatter_update>(inputs, indices, updates, options);
  const auto how = options.reduction ? reduction_named(*options.reduction) : Scatter::set;
  return scatter_along(how, inputs, indices, updates, "ops.scatter_update");
}

Tensor slice_update(const Tensor& inputs, const Tensor& start_indices, const Tensor& updates) {
  if (any_symbolic(inputs, start_indices, updates))
    return call_node<slice_update>(inputs, start_indices, updates);
  const int rank = inputs.rank();
  if (updates.rank() != rank || start_indices.shape() != Shape({rank}))
    fail(
        "ops.slice_update: updates must have the rank of inputs and start_indices a number for "
        "each axis; received shapes ",
        inputs.shape(), ", ", start_indices.shape(), " and ", updates.shape());
  Tensor places = 0;
  for (int i = 0; i < rank; ++i) {
    const auto room = inputs.shape(i) - updates.shape(i);
    if (room < 0)
      fail("ops.slice_update: updates must fit into the inputs; received shapes ", inputs.shape(),
           " and ", updates.shape());
    Shape along(std::vector<std::int64_t>(static_cast<std::size_t>(rank), 1));
    along[i] = updates.shape(i);
    const auto start = clip(converted(start_indices[i], "int32"), 0, room);
    places = places * inputs.shape(i) + (reshape(arange(updates.shape(i)), along) + start);
  }
  const auto column = [](const Tensor& x) { return reshape(x, {x.size(), 1}); };
  const auto y =
      scatter_into(Scatter::set, column(inputs), ravel(broadcast_to(places, updates.shape())),
                   column(converted(updates, inputs.dtype())));
  return reshape(y, inputs.shape());
}

}  // namespace keras::ops
