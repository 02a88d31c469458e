// The members of Tensor and Variable that are operations.
#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/node.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"
#include "keras/ops/slice.hpp"

namespace keras {
namespace {

/// Narrows axis `axis` of `part` to `range`, as Python slices do.
void narrow(ops::Part& part, int axis, const Range& range, std::int64_t length) {
  if (range.step == 0) fail("Tensor: the step of a range must not be 0");
  const bool forward = range.step > 0;
  const auto place = [&](Dim given, std::int64_t missing) {
    if (!given) return missing;
    const auto at = *given < 0 ? *given + length : *given;
    return std::clamp<std::int64_t>(at, forward ? 0 : -1, forward ? length : length - 1);
  };
  const auto start = place(range.start, forward ? 0 : length - 1);
  const auto stop = place(range.stop, forward ? length : -1);
  const auto distance = forward ? stop - start : start - stop;
  const auto step = forward ? range.step : -range.step;
  const auto i = static_cast<std::size_t>(axis);
  part.starts[i] = start, part.steps[i] = range.step;
  part.lengths[i] = distance <= 0 ? 0 : (distance + step - 1) / step;
}

[[noreturn]] void fail_outside(std::int64_t place, int axis, const Shape& shape) {
  fail("Tensor: index ", place, " is outside of axis ", axis, " of shape ", shape);
}

/// As in Keras, places in a symbolic tensor must exist.
void check_places(const Shape& shape, std::span<const Index> indices) {
  for (int axis = 0; axis < std::min(static_cast<int>(indices.size()), shape.rank()); ++axis) {
    const auto& place = indices[static_cast<std::size_t>(axis)].place;
    const auto length = shape[axis];
    if (place && length != Shape::unknown && (*place < -length || *place >= length))
      fail_outside(*place, axis, shape);
  }
}

/// `x` indexed along its first axes. As in JAX, a place beyond an end is the one at the end.
Tensor picked(const Tensor& x, std::span<const Index> indices) {
  if (static_cast<int>(indices.size()) > x.rank())
    fail("Tensor: ", indices.size(), " indices were given for a tensor of shape ", x.shape());
  auto part = ops::whole(x.shape());
  Shape kept;
  for (int axis = 0; axis < x.rank(); ++axis) {
    const auto length = x.shape(axis);
    if (axis >= static_cast<int>(indices.size())) {
      kept.push_back(length);
      continue;
    }
    const auto& index = indices[static_cast<std::size_t>(axis)];
    if (!index.place) {
      narrow(part, axis, index.range, length);
      kept.push_back(part.lengths[static_cast<std::size_t>(axis)]);
      continue;
    }
    if (length == 0) fail_outside(*index.place, axis, x.shape());
    const auto place = *index.place < 0 ? *index.place + length : *index.place;
    part.starts[static_cast<std::size_t>(axis)] = std::clamp<std::int64_t>(place, 0, length - 1);
    part.lengths[static_cast<std::size_t>(axis)] = 1;
  }
  return ops::reshape(ops::slice_part(x, part), kept);
}

Value saved_slice(const Range& range) {
  const auto place = [](Dim dim) { return dim ? Value(*dim) : Value(); };
  return Object{{"class_name", "__slice__"},
                {"config", Object{{"start", place(range.start)},
                                  {"stop", place(range.stop)},
                                  {"step", range.step == 1 ? Value() : Value(range.step)}}}};
}

Range range_from(const Value& saved) {
  const auto& config = saved.as_object().at("config").as_object();
  const auto place = [&](const char* name) {
    const auto* value = config.find(name);
    return value && !value->is_null() ? Dim(value->as_integer()) : Dim(None);
  };
  const auto step = place("step");
  return {place("start"), place("stop"), step ? *step : 1};
}

}  // namespace

Tensor Tensor::reshape(Shape shape) const { return ops::reshape(*this, std::move(shape)); }

Tensor Tensor::at(std::span<const Index> indices) const {
  if (!ops::any_symbolic(*this)) return picked(*this, indices);
  check_places(shape(), indices);
  return ops::call_node<ops::get_item>(*this, ops::saved_key(indices));
}

Value ops::saved_key(std::span<const Index> indices) {
  List key;
  for (const auto& index : indices)
    key.push_back(index.place ? Value(*index.place) : saved_slice(index.range));
  return key.size() == 1 ? key[0] : Value(std::move(key));
}

Tensor ops::get_item(const Tensor& x, Value key) {
  if (any_symbolic(x)) return call_node<get_item>(x, key);
  const auto keys = key.is_list() ? key.as_list() : List{key};
  const auto is_ellipsis = [](const Value& k) {
    return k.string_at("class_name") == "__ellipsis__";
  };
  const auto axes = std::count_if(keys.begin(), keys.end(),
                                  [&](const Value& k) { return !k.is_null() && !is_ellipsis(k); });
  std::vector<Index> indices;
  std::vector<int> added;  // axes of the result that are new
  int axis = 0;
  for (const auto& each : keys) {
    if (each.is_null()) {
      added.push_back(axis++);
    } else if (is_ellipsis(each)) {
      for (auto i = axes; i < x.rank(); ++i) indices.emplace_back(All()), ++axis;
    } else if (each.is_object()) {
      indices.emplace_back(range_from(each)), ++axis;
    } else {
      indices.emplace_back(each.as_integer());
    }
  }
  const auto y = picked(x, indices);
  return added.empty() ? y : expand_dims(y, Axes(added));
}

Tensor Tensor::operator[](std::int64_t place) const {
  const Index indices[] = {place};
  return at(indices);
}

Tensor Tensor::operator[](Range rows) const {
  const Index indices[] = {rows};
  return at(indices);
}

Tensor Tensor::operator[](const Tensor& rows_or_mask) const {
  if (rows_or_mask.dtype() != DType::boolean) return ops::take(*this, rows_or_mask, {.axis = 0});
  const auto& mask = rows_or_mask;
  if (mask.rank() > rank() || mask.shape() != shape().up_to(mask.rank()))
    fail("Tensor: a mask must have the leading axes of the tensor; received shapes ", mask.shape(),
         " and ", shape());
  const auto rows = ops::reshape(*this, Shape({-1}) + shape().from(mask.rank()));
  return ops::take(rows, ops::nonzero(ops::ravel(mask))[0], {.axis = 0});
}

void Variable::assign(const Tensor& value) const {
  if (!slot_) fail("Variable: the variable does not exist yet; is its layer built?");
  auto fitting = ops::converted(value, dtype());
  if (fitting.shape() != shape()) {
    if (fitting.size() != 1 || fitting.rank() > 0)
      fail("Variable.assign: the value must have the shape ", shape(), " of variable ",
           quoted(path()), "; received shape ", fitting.shape());
    fitting = ops::broadcast_to(fitting, shape());
  }
  if (auto* trace = graph::Trace::current()) return trace->assign(slot_, fitting);
  // Computed now, and cut off from its history, which would grow with every assignment otherwise.
  if (!fitting.node()->computed()) graph::evaluate({fitting});
  slot_->value =
      make_tensor(slot_->spec, fitting.node()->values[static_cast<std::size_t>(fitting.output())]);
}

void Variable::assign_add(const Tensor& change) const { assign(ops::add(value(), change)); }
void Variable::assign_sub(const Tensor& change) const { assign(ops::subtract(value(), change)); }

}  // namespace keras
