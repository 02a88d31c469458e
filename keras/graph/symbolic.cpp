#include "keras/graph/symbolic.hpp"

#include <algorithm>
#include <exception>
#include <unordered_set>
#include <utility>

#include "keras/core/error.hpp"
#include "keras/graph/trace.hpp"

namespace keras::graph {
namespace {

thread_local std::optional<std::int64_t> stand_in_length;

/// The outputs for inputs in which unknown lengths are `length`; nothing is computed.
Tensors replay_on_stand_ins(const Call& call, std::vector<Tensor> inputs, std::int64_t length) {
  const Trace trace;
  const StandIns stand_ins(length);
  for (auto& input : inputs)
    if (is_symbolic(input)) input = stand_in(input.spec(), length);
  return call.replay(inputs);
}

struct Lengths {
  std::int64_t some, other;
};

/// Lengths to try: short ones; long ones that can be halved often, where those are too short
/// (several poolings in a row); then those that other inputs have, where they must agree; and 1,
/// which broadcasts to any.
std::vector<Lengths> lengths_for(const std::vector<Tensor>& inputs) {
  std::vector<Lengths> all = {{5, 7}};
  std::vector<std::int64_t> known;
  bool unknown = false;
  for (const auto& input : inputs) {
    if (!is_symbolic(input) || input.rank() == 0) continue;
    unknown = unknown || !input.shape().known();
    if (input.shape(0) > 1) known.push_back(input.shape(0));
  }
  if (!unknown) return all;
  all.push_back({1920, 2432});
  for (const auto length : known) all.push_back({length, length});
  all.push_back({1, 1});
  return all;
}

std::pair<Tensors, Tensors> outputs_on_stand_ins(const Call& call,
                                                 const std::vector<Tensor>& inputs) {
  std::exception_ptr first;
  for (const auto& [some, other] : lengths_for(inputs)) try {
      return {replay_on_stand_ins(call, inputs, some), replay_on_stand_ins(call, inputs, other)};
    } catch (const ValueError&) {
      if (!first) first = std::current_exception();
    }
  std::rethrow_exception(first);
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

Tensor stand_in(Spec spec, std::int64_t length) {
  for (int axis = 0; axis < spec.shape.rank(); ++axis)
    if (spec.shape[axis] == Shape::unknown) spec.shape[axis] = length;
  return placeholder({std::move(spec.shape), spec.dtype});
}

StandIns::StandIns(std::int64_t length) : outer_(std::exchange(stand_in_length, length)) {}
StandIns::~StandIns() { stand_in_length = outer_; }
std::optional<std::int64_t> StandIns::length() { return stand_in_length; }

bool is_known(const Tensor& tensor) {
  std::vector<const Node*> pending = {tensor.node().get()};
  std::unordered_set<const Node*> seen;
  while (!pending.empty()) {
    const auto* node = pending.back();
    pending.pop_back();
    if (node->computed() || node->kind == Node::Kind::scalar || !seen.insert(node).second) continue;
    if (node->symbolic || node->kind != Node::Kind::operation) return false;
    for (const auto& input : node->inputs) pending.push_back(input.node().get());
  }
  return true;
}

Tensors record_call(std::shared_ptr<Call> call, std::vector<Tensor> inputs) {
  const auto [some, other] = outputs_on_stand_ins(*call, inputs);
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
