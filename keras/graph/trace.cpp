#include "keras/graph/trace.hpp"

#include <utility>

namespace keras::graph {
namespace {

thread_local Trace* active = nullptr;

}  // namespace

Trace::Trace() : outer_(std::exchange(active, this)) {}
Trace::~Trace() { active = outer_; }
Trace* Trace::current() { return active; }

Tensor Trace::read(const std::shared_ptr<Slot>& slot) {
  auto& state = states_[slot.get()];
  if (!state.value.defined()) {
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::variable;
    node->specs = {slot->spec};
    node->slot = slot;
    state.value = Tensor(std::move(node));
  }
  return state.value;
}

void Trace::assign(const std::shared_ptr<Slot>& slot, Tensor value) {
  auto& state = states_[slot.get()];
  if (!std::exchange(state.assigned, true)) assigned_.push_back(slot);
  state.value = std::move(value);
}

std::vector<Trace::Update> Trace::updates() const {
  std::vector<Update> result;
  for (const auto& slot : assigned_) result.push_back({slot, states_.at(slot.get()).value});
  return result;
}

TracePause::TracePause() : paused_(std::exchange(active, nullptr)) {}
TracePause::~TracePause() { active = paused_; }

Tensor placeholder(Spec spec) {
  auto node = std::make_shared<Node>();
  node->kind = Node::Kind::placeholder;
  node->specs = {std::move(spec)};
  return Tensor(std::move(node));
}

}  // namespace keras::graph
