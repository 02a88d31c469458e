// Recording of a function into a closed piece of graph that can be compiled.
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "keras/graph/node.hpp"
#include "keras/graph/variable.hpp"

namespace keras::graph {

/// While it lives, variables read and assigned on this thread belong to the program being traced:
/// a read is the value at run time, an assignment happens when the program runs.
class Trace {
 public:
  struct Update {
    std::shared_ptr<Slot> slot;
    Tensor value;
  };

  Trace();
  ~Trace();
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  static Trace* current();

  Tensor read(const std::shared_ptr<Slot>& slot);
  void assign(const std::shared_ptr<Slot>& slot, Tensor value);
  /// The assigned variables with their last values, in the order of the first assignment.
  std::vector<Update> updates() const;

 private:
  struct State {
    Tensor value;
    bool assigned = false;
  };
  std::unordered_map<Slot*, State> states_;
  std::vector<std::shared_ptr<Slot>> assigned_;
  Trace* outer_;
};

/// Suspends the trace of this thread: what runs inside is computed now (initial values, ...).
class TracePause {
 public:
  TracePause();
  ~TracePause();
  TracePause(const TracePause&) = delete;
  TracePause& operator=(const TracePause&) = delete;

 private:
  Trace* paused_;
};

/// A leaf whose value comes when a program runs; without a program it is symbolic.
Tensor placeholder(Spec spec);

}  // namespace keras::graph
