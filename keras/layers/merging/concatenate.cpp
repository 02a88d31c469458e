#include "keras/layers/merging/concatenate.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct ConcatenateImpl final : LayerOf<ConcatenateOptions> {
  explicit ConcatenateImpl(ConcatenateOptions o) : LayerOf("Concatenate", std::move(o)) {}

  void build(const std::vector<Shape>& inputs) override {
    if (inputs.empty()) fail("at least one input is wanted; received none");
    const int rank = inputs[0].rank();
    const int along = normalize_axis(options.axis, rank, "layers.Concatenate");
    for (const auto& shape : inputs) {
      bool fits = shape.rank() == rank;
      for (int axis = 0; fits && axis < rank; ++axis)
        fits = axis == along || shape[axis] == inputs[0][axis] || shape[axis] == Shape::unknown ||
               inputs[0][axis] == Shape::unknown;
      if (!fits)
        fail("the inputs must have the same shape but for axis ", options.axis,
             "; received shapes ", inputs[0], " and ", shape);
    }
  }

  bool supports_masking() const override { return true; }
  /// A step counts if any of its elements does; inputs without a mask count as a whole.
  Tensors compute_mask(const Tensors& inputs, const Tensors& mask) const override {
    if (!mask.defined()) return {};
    std::vector<Tensor> masks;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto& own = mask[i];
      const auto none = ops::zeros_like(inputs[i], {.dtype = "bool"});
      if (!own.defined()) {
        masks.push_back(ops::logical_not(none));
      } else {
        const bool shorter = own.rank() < inputs[i].rank();
        masks.push_back(shorter ? ops::logical_or(ops::expand_dims(own, -1), none) : own);
      }
    }
    return ops::any(ops::concatenate(masks, {.axis = options.axis}), {.axis = -1});
  }

  Tensor call(const Tensor& x, CallContext&) override { return x; }
  Tensors call(const Tensors& inputs, CallContext&) override {
    if (inputs.kind() == Tensors::Kind::one)
      fail(path(), ": a list of inputs is wanted; received one tensor of shape ",
           inputs[0].shape());
    return ops::concatenate(inputs.flat(), {.axis = options.axis});
  }
};

}  // namespace

Concatenate::Concatenate(ConcatenateOptions options)
    : Layer(std::make_shared<ConcatenateImpl>(std::move(options))) {}

Tensor concatenate(const Tensors& inputs, ConcatenateOptions options) {
  return Concatenate(std::move(options))(inputs);
}

const Registered<Layer> registered_concatenate =
    registered<Layer, Concatenate, ConcatenateOptions>("keras.layers", "Concatenate");

}  // namespace keras::layers
