// Tensors that grow at their borders.
#include <algorithm>
#include <map>

#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/saved_forms.hpp"
#include "keras/ops/slice.hpp"
#include "keras/ops/statistics.hpp"

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

std::int64_t reflected(std::int64_t place, std::int64_t length) {
  return mirrored(place, length, false);
}

std::int64_t symmetric(std::int64_t place, std::int64_t length) {
  return mirrored(place, length, true);
}

std::int64_t at_edge(std::int64_t place, std::int64_t length) {
  return std::clamp<std::int64_t>(place, 0, length - 1);
}

std::int64_t wrapped(std::int64_t place, std::int64_t length) {
  return (place % length + length) % length;
}

/// Elements of the axis itself, from the places that `source_of` gives.
template <auto source_of>
Tensor from_inside(const Tensor& x, int axis, std::pair<int, int> width) {
  const auto length = x.shape(axis);
  std::vector<std::int32_t> sources;
  for (std::int64_t place = -width.first; place < length + width.second; ++place)
    sources.push_back(static_cast<std::int32_t>(source_of(place, length)));
  return take(x, Tensor(sources), {axis});
}

/// One number of the axis (its mean, say), repeated; of integers it is rounded.
template <auto statistic>
Tensor from_statistic(const Tensor& x, int axis, std::pair<int, int> width) {
  const auto exact = statistic(x, {.axis = axis, .keepdims = true});
  const auto whole = x.dtype().is_floating() || x.dtype() == DType::boolean;
  const auto value = converted(whole ? exact : round(exact), x.dtype());
  return concatenate({repeat(value, width.first, {axis}), x, repeat(value, width.second, {axis})},
                     {axis});
}

/// From 0, outermost, evenly towards the element at the border.
Tensor ramped(const Tensor& x, int axis, std::pair<int, int> width) {
  const auto ramp = [&](int place, int num) {
    const auto border = take(x, Tensor(place), {axis});
    return linspace(zeros_like(border), border,
                    {.num = num, .endpoint = false, .dtype = x.dtype(), .axis = axis});
  };
  return concatenate({ramp(0, width.first), x, flip(ramp(-1, width.second), {axis})}, {axis});
}

using AlongAxis = Tensor (*)(const Tensor& x, int axis, std::pair<int, int> width);

const std::map<std::string, AlongAxis> along_axis = {
    {"edge", from_inside<at_edge>},      {"linear_ramp", ramped},
    {"maximum", from_statistic<max>},    {"mean", from_statistic<mean>},
    {"median", from_statistic<median>},  {"minimum", from_statistic<min>},
    {"reflect", from_inside<reflected>}, {"symmetric", from_inside<symmetric>},
    {"wrap", from_inside<wrapped>},
};

std::vector<std::string> all_modes() {
  std::vector<std::string> names = {"constant", "empty"};
  for (const auto& [name, pads] : along_axis) names.push_back(name);
  return names;
}

Tensor pad_each_axis(Tensor x, const Widths& widths, const std::string& mode) {
  for (int axis = 0; axis < x.rank(); ++axis) {
    const auto width = widths[static_cast<std::size_t>(axis)];
    if (width.first == 0 && width.second == 0) continue;
    if (x.shape(axis) == 0)
      fail("ops.pad: axis ", axis, " must not be empty for mode=", quoted(mode),
           "; received shape ", x.shape());
    x = along_axis.at(mode)(x, axis, width);
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
  const auto modes = all_modes();
  if (std::find(modes.begin(), modes.end(), options.mode) == modes.end())
    fail("ops.pad: unknown mode ", quoted(options.mode), suggestion(options.mode, modes));
  if (options.mode == "constant") return pad_constant(x, pad_width, options.constant_values);
  if (options.constant_values != 0)
    fail("ops.pad: constant_values must be 0 unless mode is 'constant'; received constant_values=",
         options.constant_values, ", mode=", quoted(options.mode));
  if (options.mode == "empty") return pad_constant(x, pad_width, 0);
  return pad_each_axis(x, pad_width, options.mode);
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

}  // namespace keras::ops
