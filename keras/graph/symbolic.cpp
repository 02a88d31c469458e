#include "keras/graph/symbolic.hpp"

#include <algorithm>
#include <exception>

#include "keras/core/error.hpp"
#include "keras/graph/trace.hpp"

namespace keras::graph {
namespace {

/// `shape` with every unknown length replaced by `length`.
Shape filled(const Shape& shape, std::int64_t length) {
  std::vector<std::int64_t> dims;
  for (const auto dim : shape) dims.push_back(dim == Shape::unknown ? length : dim);
  return Shape(std::move(dims));
}

/// The outputs for inputs in which unknown lengths are `length`; nothing is computed.
Tensors replay_on_stand_ins(const Call& call, std::vector<Tensor> inputs, std::int64_t length) {
  const Trace trace;
  for (auto& input : inputs)
    if (is_symbolic(input)) input = placeholder({filled(input.shape(), length), input.dtype()});
  return call.replay(inputs);
}

}  // namespace

std::vector<Spec> Call::infer(std::span<const Spec>) const {
  check(false, "the specs of a call are found when it is recorded");
  return {};
}

std::vector<Tensor> Call::vjp(std::span<const Tensor>, std::span<const Tensor>,
                              std::span<const Tensor>) const {
  fail("gradients: a symbolic tensor has no gradient; compute it from the outputs of a model");
}

bool is_symbolic(const Tensor& tensor) { return tensor.defined() && tensor.node()->symbolic; }

bool any_symbolic(std::span<const Tensor> tensors) {
  return std::any_of(tensors.begin(), tensors.end(), is_symbolic);
}

const Call* call_of(const Tensor& tensor) {
  return is_symbolic(tensor) ? &call_at(*tensor.node()) : nullptr;
}

const Call& call_at(const Node& node) { return static_cast<const Call&>(*node.op); }

Tensors record_call(std::shared_ptr<Call> call, std::vector<Tensor> inputs) {
  // Short lengths first; where they are too short (several poolings in a row), long ones that can
  // be halved often.
  struct Lengths {
    std::int64_t some, other;
  };
  constexpr Lengths few = {5, 7}, many = {1920, 2432};
  const auto outputs_of = [&](Lengths lengths) {
    return std::pair(replay_on_stand_ins(*call, inputs, lengths.some),
                     replay_on_stand_ins(*call, inputs, lengths.other));
  };
  std::pair<Tensors, Tensors> outputs;
  try {
    outputs = outputs_of(few);
  } catch (const ValueError&) {
    const bool known = std::all_of(inputs.begin(), inputs.end(), [](const Tensor& input) {
      return !is_symbolic(input) || input.shape().from(std::min(input.rank(), 1)).known();
    });
    if (known) throw;
    const auto first = std::current_exception();
    try {
      outputs = outputs_of(many);
    } catch (const ValueError&) {
      std::rethrow_exception(first);
    }
  }
  const auto& [some, other] = outputs;
  auto node = std::make_shared<Node>();
  node->inputs = std::move(inputs);
  node->symbolic = true;
  std::vector<Tensor> symbolic;
  for (std::size_t i = 0; i < some.size(); ++i) {
    Spec spec{some[i].shape(), some[i].dtype()};
    for (int axis = 0; axis < spec.shape.rank(); ++axis)
      if (other[i].shape(axis) != spec.shape[axis]) spec.shape[axis] = Shape::unknown;
    node->specs.push_back(std::move(spec));
    symbolic.emplace_back(node, static_cast<int>(i));
  }
  call->outputs_like = some;
  node->op = std::move(call);
  return some.with(std::move(symbolic));
}

}  // namespace keras::graph
