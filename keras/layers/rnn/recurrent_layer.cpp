#include "keras/layers/rnn/recurrent_layer.hpp"

#include <algorithm>

#include "keras/graph/trace.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// What one step of a sequence looks like.
Shape step_shape(const Shape& sequence) { return sequence.without(1); }

Tensor step_at(const Tensor& x, std::int64_t step) {
  auto shape = x.shape();
  shape[1] = 1;
  std::vector<int> start(static_cast<std::size_t>(x.rank()), 0);
  start[1] = static_cast<int>(step);
  return ops::reshape(ops::slice(x, start, shape), step_shape(x.shape()));
}

/// `kept` (batch) with as many axes as `x`.
Tensor along(const Tensor& kept, const Tensor& x) {
  std::vector<std::int64_t> lengths(static_cast<std::size_t>(x.rank()), 1);
  lengths[0] = x.shape(0);
  return ops::reshape(kept, Shape(lengths));
}

}  // namespace

RecurrentImpl::RecurrentImpl(const char* class_name, std::string name, DTypePolicy policy,
                             bool trainable, Layer cell, RecurrentOptions how)
    : Impl(class_name, std::move(name), std::move(policy), trainable),
      cell_layer(std::move(cell)),
      how_(how) {
  if (!cell_layer.defined() || !cell_layer.impl()->cell())
    fail("layers.", class_name, ": cell must be a cell such as LSTMCell; received ",
         to_value(cell_layer));
}

void RecurrentImpl::build(const std::vector<Shape>& inputs) {
  const auto& input = inputs.at(0);
  if (input.rank() < 3)
    fail("the input must have at least 3 axes (batch, steps, features); received shape ", input);
  cell_layer.build({step_shape(input)});
  if (!how_.stateful) return;
  if (input[0] == Shape::unknown)
    fail("a stateful layer needs a fixed batch size; received input shape ", input);
  for (const auto& shape : step_cell().state_shapes(step_shape(input)))
    states_.push_back(Variable(VariableOptions{.shape = Shape({input[0]}) + shape,
                                               .trainable = false,
                                               .dtype = policy.variable_dtype(),
                                               .name = "rnn_state"}));
}

void RecurrentImpl::reset_state() {
  for (const auto& state : states_)
    state.assign(ops::zeros(state.shape(), {.dtype = state.dtype()}));
}

std::vector<Tensor> RecurrentImpl::first_states(const Tensor& x, const Tensors& given) const {
  const auto dtype = cell_layer.compute_dtype();
  const auto shapes = step_cell().state_shapes(step_shape(x.shape()));
  std::vector<Tensor> states;
  if (given.defined()) {
    if (given.size() != shapes.size())
      fail(path(), ": initial_state must have ", shapes.size(), " tensors; received ",
           given.size());
    for (const auto& state : given.flat()) states.push_back(ops::cast(state, dtype));
    return states;
  }
  for (const auto& state : states_) states.push_back(ops::cast(state, dtype));
  if (!how_.stateful)
    for (const auto& shape : shapes)
      states.push_back(ops::zeros(Shape({x.shape(0)}) + shape, {.dtype = dtype}));
  if (!states.empty() && states[0].shape(0) != x.shape(0))
    fail(path(), ": a stateful layer keeps states for ", states[0].shape(0),
         " rows; received a batch of ", x.shape(0));
  return states;
}

Tensors RecurrentImpl::call(const Tensors& inputs, CallContext& context) {
  const auto& flat = inputs.flat();
  auto given = context.initial_state;
  if (flat.size() > 1) given = std::vector<Tensor>(flat.begin() + 1, flat.end());
  auto x = flat.at(0);
  auto mask = context.mask.defined() ? context.mask[0] : Tensor();
  if (mask.defined()) mask = ops::cast(mask, "bool");
  if (x.shape(1) == 0) fail(path(), ": the input must have at least one step; received 0");
  const auto states = first_states(x, given);
  if (how_.go_backwards) {
    x = ops::flip(x, {.axis = 1});
    if (mask.defined()) mask = ops::flip(mask, {.axis = 1});
  }
  auto result = sequence(x, states, mask, context.training);
  // As in Keras on JAX, calls carry the states on, while the batches of a compiled `fit`,
  // `evaluate` or `predict` all start from those that the layer has.
  if (!graph::Trace::current())
    for (std::size_t i = 0; i < states_.size(); ++i) states_[i].assign(result.states[i]);
  std::vector<Tensor> outputs = {ops::cast(result.outputs, policy.compute_dtype())};
  if (!how_.return_state) return outputs[0];
  for (const auto& state : result.states)
    outputs.push_back(ops::cast(state, policy.compute_dtype()));
  return outputs;
}

CellSequence RecurrentImpl::sequence(const Tensor& x, std::vector<Tensor> states,
                                     const Tensor& mask, bool training) const {
  const bool carries = !(mask.defined() && how_.unroll);
  auto whole = carries ? step_cell().run(x, states, mask, training) : std::optional<CellSequence>();
  if (!whole) return step_by_step(x, std::move(states), mask, training);
  if (mask.defined() && how_.zero_output_for_mask)
    whole->outputs =
        ops::where(ops::expand_dims(mask, -1), whole->outputs, ops::zeros_like(whole->outputs));
  if (!how_.return_sequences) whole->outputs = step_at(whole->outputs, x.shape(1) - 1);
  return *whole;
}

Tensor RecurrentImpl::masked_output(const Tensor& output, const Tensor& before,
                                    const Tensor& kept) const {
  const bool zero = how_.zero_output_for_mask && !how_.unroll;
  return ops::where(kept, output, zero ? ops::zeros_like(output) : before);
}

CellSequence RecurrentImpl::step_by_step(const Tensor& x, std::vector<Tensor> states,
                                         const Tensor& mask, bool training) const {
  const auto step = step_cell().begin(step_shape(x.shape()), training);
  std::vector<Tensor> outputs;
  Tensor last;
  for (std::int64_t i = 0; i < x.shape(1); ++i) {
    auto [output, next] = step(step_at(x, i), states);
    if (mask.defined()) {
      const auto kept = step_at(mask, i);
      // Unrolled, Keras repeats the last output, and starts from zeros.
      const auto before = !how_.unroll     ? states[step_cell().output_state()]
                          : last.defined() ? last
                                           : ops::zeros_like(output);
      output = masked_output(output, before, along(kept, output));
      for (std::size_t s = 0; s < next.size(); ++s)
        next[s] = ops::where(along(kept, next[s]), next[s], states[s]);
    }
    states = std::move(next), last = output;
    if (how_.return_sequences) outputs.push_back(output);
  }
  return {how_.return_sequences ? ops::stack(outputs, {.axis = 1}) : last, std::move(states)};
}

Tensors RecurrentImpl::compute_mask(const Tensors&, const Tensors& mask) const {
  if (!how_.return_sequences || !mask.defined()) return {};
  return mask[0];
}

}  // namespace keras::layers
