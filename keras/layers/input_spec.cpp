#include "keras/layers/input_spec.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras::layers {
namespace {

bool fits(std::int64_t wanted, std::int64_t given) {
  return wanted == Shape::unknown || given == Shape::unknown || wanted == given;
}

bool fits(Shape wanted, Shape given, bool squeeze) {
  for (auto* shape : {&wanted, &given})
    if (squeeze && shape->rank() > 0 && (*shape)[-1] == 1) *shape = shape->up_to(shape->rank() - 1);
  return wanted.rank() == given.rank() && std::equal(wanted.begin(), wanted.end(), given.begin(),
                                                     [](auto a, auto b) { return fits(a, b); });
}

bool has_axis(const Shape& shape, int axis, std::int64_t length) {
  const int rank = shape.rank();
  return axis >= -rank && axis < rank && fits(length, shape[axis]);
}

/// What is wrong with `x`, "" if nothing is.
std::string refusal(const InputSpec& spec, const Tensor& x) {
  const auto shape = x.shape();
  const int rank = shape.rank();
  if (spec.ndim && rank != *spec.ndim && !spec.allow_last_axis_squeeze)
    return text("have ", *spec.ndim, " axes");
  if (spec.max_ndim && rank > *spec.max_ndim) return text("have at most ", *spec.max_ndim, " axes");
  if (spec.min_ndim && rank < *spec.min_ndim)
    return text("have at least ", *spec.min_ndim, " axes");
  if (spec.dtype && x.dtype() != *spec.dtype) return text("have dtype ", *spec.dtype);
  for (const auto& [axis, length] : spec.axes)
    if (!has_axis(shape, axis, length)) return text("have length ", length, " along axis ", axis);
  if (spec.shape && !fits(*spec.shape, shape, spec.allow_last_axis_squeeze))
    return text("have shape ", *spec.shape);
  return {};
}

}  // namespace

void expect_inputs(const std::string& path, const std::vector<InputSpec>& specs,
                   const Tensors& inputs) {
  if (inputs.size() != specs.size())
    fail(path, ": there must be ", specs.size(), " inputs; received ", inputs.size());
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const auto& spec = specs[i];
    if (!inputs[i].defined() && spec.optional) continue;
    const auto name = spec.name.empty() ? text(i) : quoted(spec.name);
    if (!inputs[i].defined()) fail(path, ": input ", name, " must be given; received None");
    const auto wanted = refusal(spec, inputs[i]);
    if (!wanted.empty())
      fail(path, ": input ", name, " must ", wanted, "; received shape ", inputs[i].shape(), ", ",
           inputs[i].dtype());
  }
}

}  // namespace keras::layers
