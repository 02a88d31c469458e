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

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::Concatenate,
                                  keras::layers::ConcatenateOptions>;
