// What makes a longer or turned tensor out of one: repeat, roll, pad.
#include <algorithm>
#include <functional>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"
#include "keras/ops/slice.hpp"

namespace keras::ops {
namespace {

using Widths = std::vector<std::pair<int, int>>;

Tensor pad_constant(const Tensor& x, const Widths& widths, double value) {
  auto part = whole(x.shape());
  auto shape = x.shape();
  for (int i = 0; i < x.rank(); ++i) {
    const auto [before, after] = widths[static_cast<std::size_t>(i)];
    part.starts[static_cast<std::size_t>(i)] = before;
    shape[i] += std::int64_t{before} + after;
  }
  const auto placed = place_part(x, part, shape);
  if (value == 0) return placed;
  const auto inside = place_part(ones_like(x, {"bool"}), part, shape);
  return where(inside, placed, converted(value, x.dtype()));
}

/// Where a place outside of an axis of `length` gets its element from; the element at the border is
/// itself repeated ("symmetric") or not ("reflect").
std::int64_t mirrored(std::int64_t place, std::int64_t length, bool border_twice) {
  const auto period = border_twice ? 2 * length : std::max<std::int64_t>(1, 2 * length - 2);
  const auto at = (place % period + period) % period;
  return at < length ? at : (border_twice ? period - 1 : period) - at;
}

std::int64_t source_of(const std::string& mode, std::int64_t place, std::int64_t length) {
  if (mode == "edge") return std::clamp<std::int64_t>(place, 0, length - 1);
  return mirrored(place, length, mode == "symmetric");
}

Tensor pad_from_inside(Tensor x, const Widths& widths, const std::string& mode) {
  for (int axis = 0; axis < x.rank(); ++axis) {
    const auto [before, after] = widths[static_cast<std::size_t>(axis)];
    const auto length = x.shape(axis);
    if (before == 0 && after == 0) continue;
    if (length == 0)
      fail("ops.pad: axis ", axis, " must not be empty for mode=", quoted(mode),
           "; received shape ", x.shape());
    std::vector<std::int32_t> sources;
    for (std::int64_t place = -before; place < length + after; ++place)
      sources.push_back(static_cast<std::int32_t>(source_of(mode, place, length)));
    x = take(x, Tensor(sources), {axis});
  }
  return x;
}

}  // namespace

Tensor pad(const Tensor& x, std::vector<std::pair<int, int>> pad_width, PadOptions options) {
  if (any_symbolic(x)) return call_node<pad_form>(x, keras::to_value(pad_width), options);
  if (pad_width.size() == 1) pad_width.resize(static_cast<std::size_t>(x.rank()), pad_width[0]);
  if (static_cast<int>(pad_width.size()) != x.rank())
    fail("ops.pad: pad_width must have a pair for each of the ", x.rank(), " axes; received ",
         pad_width.size());
  for (const auto& [before, after] : pad_width)
    if (before < 0 || after < 0)
      fail("ops.pad: pad_width must not be negative; received (", before, ", ", after, ")");
  const std::vector<std::string> modes = {"constant", "reflect", "symmetric", "edge"};
  if (std::find(modes.begin(), modes.end(), options.mode) == modes.end())
    fail("ops.pad: unknown mode ", quoted(options.mode), suggestion(options.mode, modes));
  if (options.mode == "constant") return pad_constant(x, pad_width, options.constant_values);
  if (options.constant_values != 0)
    fail("ops.pad: constant_values must be 0 unless mode is 'constant'; received constant_values=",
         options.constant_values, ", mode=", quoted(options.mode));
  return pad_from_inside(x, pad_width, options.mode);
}

Tensor pad_form(const Tensor& x, Value pad_width, PadOptions options) {
  using Width = std::pair<int, int>;
  std::vector<Width> widths;
  if (!pad_width.is_list()) {
    const auto all = static_cast<int>(pad_width.as_integer());
    widths = {{all, all}};
  } else if (const auto& list = pad_width.as_list(); !list.empty() && !list[0].is_list()) {
    keras::from_value(pad_width, widths.emplace_back());
  } else {
    keras::from_value(pad_width, widths);
  }
  return pad(x, widths, options);
}

namespace {

Tensor repeat_all(const Tensor& x, int repeats, int axis) {
  if (repeats < 0) fail("ops.repeat: repeats must not be negative; received repeats=", repeats);
  // (a, b, c) along b -> (a, b, r, c) -> (a, b r, c)
  const auto raised = expand_dims(x, axis + 1);
  auto shape = x.shape();
  shape[axis] *= repeats;
  return reshape(broadcast_to(raised, x.shape().with(axis + 1, repeats)), shape);
}

}  // namespace

Tensor repeat(const Tensor& x, Integers times, RepeatOptions options) {
  if (any_symbolic(x)) return call_node<repeat>(x, times, options);
  if (!options.axis) return repeat(ravel(x), times, {0});
  const int axis = normalize_axis(*options.axis, x.rank(), "ops.repeat");
  const auto& repeats = times.list();
  if (repeats.size() == 1) return repeat_all(x, repeats[0], axis);
  if (static_cast<std::int64_t>(repeats.size()) != x.shape(axis))
    fail("ops.repeat: repeats must have a number for each of the ", x.shape(axis),
         " elements along axis ", axis, "; received repeats=", repeats);
  std::vector<std::int32_t> sources;
  for (std::size_t i = 0; i < repeats.size(); ++i) {
    if (repeats[i] < 0) fail("ops.repeat: repeats must not be negative; received ", repeats);
    sources.insert(sources.end(), static_cast<std::size_t>(repeats[i]),
                   static_cast<std::int32_t>(i));
  }
  return take(x, Tensor(sources), {axis});
}

namespace {

Tensor roll_along(const Tensor& x, int shift, int axis) {
  const auto length = static_cast<int>(x.shape(axis));
  const int places = length == 0 ? 0 : (shift % length + length) % length;
  if (places == 0) return x;
  const auto pieces = split(x, {length - places}, {axis});
  return concatenate({pieces[1], pieces[0]}, {axis});
}

}  // namespace

Tensor roll(const Tensor& x, Integers shift, RollOptions options) {
  if (any_symbolic(x)) return call_node<roll>(x, shift, options);
  if (!options.axis.given()) return reshape(roll(ravel(x), shift, {0}), x.shape());
  const auto axes = options.axis.in_order(x.rank(), "ops.roll");
  const auto& shifts = shift.list();
  if (shifts.size() != 1 && shifts.size() != axes.size())
    fail("ops.roll: shift and axis must have as many numbers; received shift=", shifts,
         ", axis=", axes);
  auto y = x;
  for (std::size_t i = 0; i < axes.size(); ++i)
    y = roll_along(y, shifts[shifts.size() == 1 ? 0 : i], axes[i]);
  return y;
}

}  // namespace keras::ops
