#include "keras/graph/symbolic.hpp"

#include <algorithm>
#include <exception>
#include <set>
#include <unordered_set>
#include <utility>

#include "keras/core/error.hpp"
#include "keras/graph/trace.hpp"

namespace keras::graph {
namespace {

thread_local std::optional<std::int64_t> stand_in_length;

/// What stands for unknown lengths: those of first axes, the batches, and those of other axes.
struct Lengths {
  std::int64_t first, rest;
};

/// The outputs for inputs with those lengths; nothing is computed.
Tensors replay_on_stand_ins(const Call& call, std::vector<Tensor> inputs, Lengths lengths) {
  const Trace trace;
  const StandIns stand_ins(lengths.rest);
  for (auto& input : inputs) {
    if (!is_symbolic(input)) continue;
    auto spec = input.spec();
    if (spec.shape.rank() > 0 && spec.shape[0] == Shape::unknown) spec.shape[0] = lengths.first;
    input = stand_in(std::move(spec), lengths.rest);
  }
  return call.replay(inputs);
}

/// The lengths that inputs have and the call names; empty if none of the inputs' is unknown.
std::set<std::int64_t> known_lengths(const Call& call, const std::vector<Tensor>& inputs) {
  std::set<std::int64_t> known;
  bool unknown = false;
  for (const auto& input : inputs) {
    if (!is_symbolic(input)) continue;
    unknown = unknown || !input.shape().known();
    for (const auto length : input.shape()) known.insert(length);
  }
  if (!unknown) return {};
  for (const auto length : call.named_lengths()) known.insert(length);
  known.insert(1);
  known.erase(known.begin(), known.lower_bound(1));
  return known;
}

/// Lengths to try, two of each: short ones; long ones that can be halved often, where those are too
/// short (several poolings in a row); then known ones, where lengths must agree, of all axes but
/// the first if that is enough. Among them is 1, which broadcasts to any.
std::vector<std::pair<Lengths, Lengths>> lengths_for(const Call& call,
                                                     const std::vector<Tensor>& inputs) {
  constexpr Lengths some = {5, 5}, other = {7, 7};
  std::vector<std::pair<Lengths, Lengths>> all = {{some, other}};
  const auto known = known_lengths(call, inputs);
  if (known.empty()) return all;
  all.push_back({{1920, 1920}, {2432, 2432}});
  for (const auto length : known) all.push_back({{some.first, length}, {other.first, length}});
  for (const auto length : known) all.push_back({{length, length}, {length, length}});
  return all;
}

std::pair<Tensors, Tensors> outputs_on_stand_ins(const Call& call,
                                                 const std::vector<Tensor>& inputs) {
  std::exception_ptr first;
  for (const auto& [some, other] : lengths_for(call, inputs)) try {
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
