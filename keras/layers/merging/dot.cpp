#include "keras/layers/merging/dot.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct DotImpl final : LayerOf<DotOptions> {
  explicit DotImpl(DotOptions o) : LayerOf("Dot", std::move(o)) {
    if (options.axes.count() != 1 && options.axes.count() != 2)
      fail("layers.Dot: axes must be one axis or two; received axes=", to_value(options.axes));
  }

  /// The axis that is summed over, of the input number i.
  int axis_of(const Shape& shape, int i) const {
    const auto value = to_value(options.axes);
    const auto& axis =
        value.is_list() ? value.as_list()[value.as_list().size() == 1 ? 0 : i] : value;
    return normalize_axis(static_cast<int>(axis.as_integer()), shape.rank(), "layers.Dot");
  }

  void build(const std::vector<Shape>& inputs) override {
    if (inputs.size() != 2) fail("two inputs are wanted; received ", inputs.size());
    const auto &a = inputs[0], &b = inputs[1];
    if (a.rank() < 2 || b.rank() < 2)
      fail("the inputs must have at least 2 axes; received shapes ", a, " and ", b);
    if (axis_of(a, 0) == 0 || axis_of(b, 1) == 0)
      fail("axes must not name the batch axis; received axes=", to_value(options.axes));
    const auto n = a[axis_of(a, 0)], m = b[axis_of(b, 1)];
    if (n != m && n != Shape::unknown && m != Shape::unknown)
      fail("the axes must have the same length; received axes=", to_value(options.axes),
           " and shapes ", a, " and ", b);
  }

  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors&, const Tensors&) const override { return {}; }
  Tensor call(const Tensor& x, CallContext&) override { return x; }
  Tensors call(const Tensors& inputs, CallContext&) override {
    auto x = inputs[0], y = inputs[1];
    const int first = axis_of(x.shape(), 0), second = axis_of(y.shape(), 1);
    if (options.normalize) {
      x = ops::normalize(x, {.axis = first});
      y = ops::normalize(y, {.axis = second});
    }
    char next = 'c';  // a is the batch, b the common axis
    std::string terms[2], output = "a";
    for (int i = 0; i < 2; ++i)
      for (int axis = 0; axis < (i ? y : x).rank(); ++axis) {
        const bool common = axis == (i ? second : first);
        terms[i] += axis == 0 ? 'a' : common ? 'b' : next;
        if (axis > 0 && !common) output += next++;
      }
    const auto result = ops::einsum(terms[0] + "," + terms[1] + "->" + output, {x, y});
    return result.rank() == 1 ? ops::expand_dims(result, -1) : result;
  }
};

}  // namespace

Dot::Dot(DotOptions options) : Layer(std::make_shared<DotImpl>(std::move(options))) {}
Dot::Dot(int axes, DotOptions options) : Dot((options.axes = axes, std::move(options))) {}

Tensor dot(const Tensors& inputs, Axes axes, DotOptions options) {
  options.axes = std::move(axes);
  return Dot(std::move(options))(inputs);
}

const Registered<Layer> registered_dot = registered<Layer, Dot, DotOptions>("keras.layers", "Dot");

}  // namespace keras::layers
