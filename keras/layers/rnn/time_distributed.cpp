#include "keras/layers/rnn/time_distributed.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct TimeDistributedImpl final : LayerOf<TimeDistributedOptions> {
  explicit TimeDistributedImpl(TimeDistributedOptions o)
      : LayerOf("TimeDistributed", std::move(o)) {
    if (!options.layer.defined())
      fail("layers.TimeDistributed: layer must be a layer; received layer=None");
  }

  std::vector<Layer::Child> children() const override { return {{"layer", {options.layer}}}; }
  bool supports_masking() const override { return true; }

  using LayerOf::build;
  void build(const Shape& input) override {
    if (input.rank() < 3)
      fail("the input must have at least 3 axes (batch, steps, ...); received shape ", input);
    options.layer.build({input.without(1)});
  }

  Tensor call(const Tensor& x, CallContext& context) override {
    const auto mask = context.mask.defined() ? Tensor(context.mask) : Tensor();
    if (mask.defined() && mask.shape().up_to(2) != x.shape().up_to(2))
      fail(path(), ": the mask must have the first two axes of the input; received mask shape ",
           mask.shape(), " and input shape ", x.shape());
    return steps_differ(context) ? step_by_step(x, mask, context) : at_once(x, mask, context);
  }

  /// Whether a step changes what the next one does, as the moving averages of a normalization.
  bool steps_differ(const CallContext& context) const {
    return context.training && !options.layer.non_trainable_variables().empty();
  }

  Tensor inner(const Tensor& x, const Tensor& mask, const CallContext& context) const {
    CallContext inside;
    inside.training = context.training;
    inside.training_given = context.training_given;
    inside.mask = mask;
    return options.layer.impl()->call(x, inside);
  }

  /// All steps as one long batch.
  Tensor at_once(const Tensor& x, const Tensor& mask, const CallContext& context) const {
    const auto steps = x.shape().up_to(2);
    const auto folded = [&](const Tensor& t) {
      return ops::reshape(t, Shape({steps.elements()}) + t.shape().from(2));
    };
    const auto y = inner(folded(x), mask.defined() ? folded(mask) : mask, context);
    return ops::reshape(y, steps + y.shape().from(1));
  }

  Tensor step_by_step(const Tensor& x, const Tensor& mask, const CallContext& context) const {
    std::vector<Tensor> outputs;
    for (std::int64_t i = 0; i < x.shape(1); ++i)
      outputs.push_back(
          inner(x(keras::all, i), mask.defined() ? mask(keras::all, i) : mask, context));
    return ops::stack(outputs, {.axis = 1});
  }
};

}  // namespace

TimeDistributed::TimeDistributed(TimeDistributedOptions options)
    : Layer(std::make_shared<TimeDistributedImpl>(std::move(options))) {}
TimeDistributed::TimeDistributed(Layer layer, TimeDistributedOptions options)
    : TimeDistributed((options.layer = std::move(layer), std::move(options))) {}

const Registered<Layer> registered_time_distributed =
    registered<Layer, TimeDistributed, TimeDistributedOptions>("keras.layers", "TimeDistributed");

}  // namespace keras::layers
