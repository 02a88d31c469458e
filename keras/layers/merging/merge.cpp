#include "keras/layers/merging/merge.hpp"

#include <algorithm>

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

using Fold = Tensor (*)(const Tensor&, const Tensor&);

struct MergeImpl : LayerOf<MergeOptions> {
  Fold fold;

  MergeImpl(const char* class_name, Fold fold, MergeOptions o)
      : LayerOf(class_name, std::move(o)), fold(fold) {}

  void build(const std::vector<Shape>& inputs) override {
    if (inputs.empty()) fail("at least one input is wanted; received none");
    for (const auto& shape : inputs)
      if (shape.empty() || inputs[0].empty() || differ(shape[0], inputs[0][0]))
        fail("all inputs must have the same batch; received shapes ", inputs[0], " and ", shape);
  }
  static bool differ(std::int64_t a, std::int64_t b) {
    return a != b && a != Shape::unknown && b != Shape::unknown;
  }

  bool supports_masking() const override { return true; }
  /// A step counts where it does for any of the inputs; without one of the masks, all do.
  Tensors compute_mask(const Tensors&, const Tensors& mask) const override {
    Tensor any;
    for (const auto& each : mask.flat()) {
      if (!each.defined()) return {};
      any = any.defined() ? ops::logical_or(any, each) : each;
    }
    return any;
  }

  Tensor call(const Tensor& x, CallContext&) override { return x; }
  Tensors call(const Tensors& inputs, CallContext&) override {
    auto result = aligned(inputs, 0);
    for (std::size_t i = 1; i < inputs.size(); ++i) result = fold(result, aligned(inputs, i));
    return finished(result, inputs.size());
  }
  virtual Tensor finished(const Tensor& result, std::size_t /*count*/) const { return result; }

  /// Input i with axes of length 1 after the batch, up to the rank of the others.
  static Tensor aligned(const Tensors& inputs, std::size_t i) {
    int rank = 0;
    for (const auto& input : inputs.flat()) rank = std::max(rank, input.rank());
    auto x = inputs[i];
    while (x.rank() < rank) x = ops::expand_dims(x, 1);
    return x;
  }
};

/// The mask of input i for each of its elements, or None.
Tensor mask_of_elements(const CallContext& context, std::size_t i, const Tensor& x) {
  if (!context.mask.defined() || !context.mask[i].defined()) return {};
  return ops::broadcast_to(ops::expand_dims(context.mask[i], -1), x.shape());
}

/// Elements that do not count are those of the other inputs.
struct ExtremeImpl final : MergeImpl {
  using MergeImpl::MergeImpl;

  Tensors call(const Tensors& inputs, CallContext& context) override {
    auto result = aligned(inputs, 0);
    auto mask = mask_of_elements(context, 0, result);
    for (std::size_t i = 1; i < inputs.size(); ++i) {
      auto x = aligned(inputs, i);
      const auto own = mask_of_elements(context, i, x);
      if (own.defined()) x = ops::where(own, x, result);
      if (mask.defined()) result = ops::where(mask, result, x);
      mask = own.defined() && mask.defined() ? ops::logical_or(mask, own) : Tensor();
      result = fold(result, x);
    }
    return result;
  }
};

/// Elements that do not count are 1, and 0 where none counts.
struct MultiplyImpl final : MergeImpl {
  explicit MultiplyImpl(MergeOptions o) : MergeImpl("Multiply", ops::multiply, std::move(o)) {}

  Tensors call(const Tensors& inputs, CallContext& context) override {
    Tensor result, counted;
    bool all = true;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      auto x = aligned(inputs, i);
      const auto own = mask_of_elements(context, i, x);
      if (own.defined()) {
        x = ops::where(own, x, 1);
        counted = counted.defined() ? ops::logical_or(counted, own) : own;
      }
      all = all && own.defined();
      result = result.defined() ? result * x : x;
    }
    return all ? ops::where(counted, result, 0) : result;
  }
};

struct SubtractImpl final : MergeImpl {
  explicit SubtractImpl(MergeOptions o) : MergeImpl("Subtract", ops::subtract, std::move(o)) {}
  void build(const std::vector<Shape>& inputs) override {
    if (inputs.size() != 2) fail("two inputs are wanted; received ", inputs.size());
    MergeImpl::build(inputs);
  }
};

struct AverageImpl final : MergeImpl {
  explicit AverageImpl(MergeOptions o) : MergeImpl("Average", ops::add, std::move(o)) {}
  Tensor finished(const Tensor& result, std::size_t count) const override {
    return result / static_cast<double>(count);
  }
};

}  // namespace

Add::Add(MergeOptions options)
    : Layer(std::make_shared<MergeImpl>("Add", ops::add, std::move(options))) {}
Subtract::Subtract(MergeOptions options)
    : Layer(std::make_shared<SubtractImpl>(std::move(options))) {}
Multiply::Multiply(MergeOptions options)
    : Layer(std::make_shared<MultiplyImpl>(std::move(options))) {}
Average::Average(MergeOptions options) : Layer(std::make_shared<AverageImpl>(std::move(options))) {}
Maximum::Maximum(MergeOptions options)
    : Layer(std::make_shared<ExtremeImpl>("Maximum", ops::maximum, std::move(options))) {}
Minimum::Minimum(MergeOptions options)
    : Layer(std::make_shared<ExtremeImpl>("Minimum", ops::minimum, std::move(options))) {}

Tensor add(const Tensors& inputs, MergeOptions options) { return Add(std::move(options))(inputs); }
Tensor subtract(const Tensors& inputs, MergeOptions options) {
  return Subtract(std::move(options))(inputs);
}
Tensor multiply(const Tensors& inputs, MergeOptions options) {
  return Multiply(std::move(options))(inputs);
}
Tensor average(const Tensors& inputs, MergeOptions options) {
  return Average(std::move(options))(inputs);
}
Tensor maximum(const Tensors& inputs, MergeOptions options) {
  return Maximum(std::move(options))(inputs);
}
Tensor minimum(const Tensors& inputs, MergeOptions options) {
  return Minimum(std::move(options))(inputs);
}

const Registered<Layer> registered_add =
    registered<Layer, Add, MergeOptions>("keras.layers", "Add");
const Registered<Layer> registered_subtract =
    registered<Layer, Subtract, MergeOptions>("keras.layers", "Subtract");
const Registered<Layer> registered_multiply =
    registered<Layer, Multiply, MergeOptions>("keras.layers", "Multiply");
const Registered<Layer> registered_average =
    registered<Layer, Average, MergeOptions>("keras.layers", "Average");
const Registered<Layer> registered_maximum =
    registered<Layer, Maximum, MergeOptions>("keras.layers", "Maximum");
const Registered<Layer> registered_minimum =
    registered<Layer, Minimum, MergeOptions>("keras.layers", "Minimum");

}  // namespace keras::layers
