#include "keras/layers/rnn/bidirectional.hpp"

#include <algorithm>
#include <array>

#include "keras/layers/layer_define.hpp"
#include "keras/layers/rnn/recurrent_layer.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

bool flag(const Layer& layer, const char* key) {
  const auto config = layer.get_config();
  const auto* value = config.find(key);
  return value && value->as_bool();
}

std::string prefixed(const std::string& name, const std::string& prefix) {
  return name.starts_with(prefix) ? name : prefix + name;
}

/// A new layer with the config of `layer`, except for these arguments.
Layer copy_of(const Layer& layer, const Object& changes) {
  auto saved = to_value(layer).as_object();
  auto& config = saved["config"].as_object();
  for (const auto& [key, value] : changes) config[key] = value;
  // Steps that do not count must not leak from one direction into the other.
  if (config.find("zero_output_for_mask"))
    config["zero_output_for_mask"] = flag(layer, "return_sequences");
  return deserialize<Layer>(Value(saved));
}

struct BidirectionalImpl final : LayerOf<BidirectionalOptions> {
  Layer forward, backward;
  bool return_sequences, return_state;

  explicit BidirectionalImpl(BidirectionalOptions o) : LayerOf("Bidirectional", std::move(o)) {
    const auto& layer = options.layer;
    if (!layer.defined() || !layer.get_config().find("return_sequences"))
      fail("layers.Bidirectional: layer must be a recurrent layer such as LSTM; received ",
           to_value(layer));
    static constexpr std::array<std::string_view, 4> modes = {"sum", "mul", "ave", "concat"};
    const auto& mode = options.merge_mode;
    if (mode && std::find(modes.begin(), modes.end(), *mode) == modes.end())
      fail(
          "layers.Bidirectional: merge_mode must be None, \"sum\", \"mul\", \"ave\" or \"concat\"; "
          "received merge_mode=",
          quoted(*mode));
    forward = copy_of(layer, {{"name", prefixed(layer.name(), "forward_")}});
    backward = options.backward_layer.defined()
                   ? copy_of(options.backward_layer, {})
                   : copy_of(layer, {{"name", prefixed(layer.name(), "backward_")},
                                     {"go_backwards", true}});
    expect_a_pair();
    return_sequences = flag(forward, "return_sequences");
    return_state = flag(forward, "return_state");
  }

  void expect_a_pair() const {
    if (flag(forward, "go_backwards") == flag(backward, "go_backwards"))
      fail(
          "layers.Bidirectional: layer and backward_layer must go in different directions; "
          "received go_backwards=",
          Value(flag(forward, "go_backwards")), " of both");
    for (const auto* key : {"stateful", "return_sequences", "return_state"})
      if (flag(forward, key) != flag(backward, key))
        fail("layers.Bidirectional: layer and backward_layer must have the same ", key,
             "; received ", Value(flag(forward, key)), " and ", Value(flag(backward, key)));
  }

  Object config() const override {
    return {{"merge_mode", keras::to_value(options.merge_mode)},
            {"layer", to_value(forward)},
            {"backward_layer", to_value(backward)}};
  }
  std::vector<Layer::Child> children() const override {
    return {{"forward_layer", {forward}}, {"backward_layer", {backward}}};
  }

  using LayerOf::build;
  void build(const Shape& input) override {
    forward.build({input});
    backward.build({input});
  }

  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
  void reset_state() override {
    forward.reset_state();
    backward.reset_state();
  }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    CallOptions ahead = {.mask = context.mask}, back = ahead;
    if (context.initial_state.defined()) {
      const auto& states = context.initial_state.flat();
      const auto half = states.begin() + static_cast<std::ptrdiff_t>(states.size() / 2);
      ahead.initial_state = std::vector<Tensor>(states.begin(), half);
      back.initial_state = std::vector<Tensor>(half, states.end());
    }
    const auto y = forward.call_all(inputs, ahead).flat();
    auto reversed = backward.call_all(inputs, back).flat();
    if (return_sequences) reversed[0] = ops::flip(reversed[0], {.axis = 1});
    auto outputs = merged(ops::cast(y[0], policy.compute_dtype()),
                          ops::cast(reversed[0], policy.compute_dtype()));
    outputs.insert(outputs.end(), y.begin() + 1, y.end());
    outputs.insert(outputs.end(), reversed.begin() + 1, reversed.end());
    return outputs.size() == 1 ? Tensors(outputs[0]) : Tensors(outputs);
  }

  std::vector<Tensor> merged(const Tensor& y, const Tensor& reversed) const {
    if (!options.merge_mode) return {y, reversed};
    if (*options.merge_mode == "concat") return {ops::concatenate({y, reversed}, {.axis = -1})};
    if (*options.merge_mode == "sum") return {y + reversed};
    if (*options.merge_mode == "ave") return {(y + reversed) / 2};
    return {y * reversed};
  }

  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors&, const Tensors& mask) const override {
    if (!return_sequences || !mask.defined()) return {};
    if (options.merge_mode) return mask[0];
    return {mask[0], mask[0]};
  }
};

}  // namespace

Bidirectional::Bidirectional(BidirectionalOptions options)
    : Layer(std::make_shared<BidirectionalImpl>(std::move(options))) {}
Bidirectional::Bidirectional(Layer layer, BidirectionalOptions options)
    : Bidirectional((options.layer = std::move(layer), std::move(options))) {}
Layer Bidirectional::forward_layer() const { return as<BidirectionalImpl>().forward; }
Layer Bidirectional::backward_layer() const { return as<BidirectionalImpl>().backward; }

const Registered<Layer> registered_bidirectional =
    registered<Layer, Bidirectional, BidirectionalOptions>("keras.layers", "Bidirectional");

}  // namespace keras::layers
