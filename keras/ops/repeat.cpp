// What makes a longer or turned tensor out of one: repeat, roll.
#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
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
