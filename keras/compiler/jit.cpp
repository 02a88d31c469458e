#include "keras/compiler/jit.hpp"

#include <algorithm>
#include <list>

#include "keras/compiler/recording.hpp"
#include "keras/graph/trace.hpp"

namespace keras::compiler {

struct Recorder::Programs {
  struct Entry {
    std::vector<Spec> inputs;
    Tensors outputs;  ///< Their structure and specs.
    Program program;
  };
  std::list<Entry> entries;
};

Recorder::Recorder() : programs_(std::make_shared<Programs>()) {}

Tensors Recorder::run(const std::vector<Tensor>& inputs, const Function& function) const {
  // Inside of another program the function is a part of it.
  if (graph::Trace::current()) return function(inputs);
  std::vector<Spec> specs;
  for (const auto& input : inputs) specs.push_back({input.shape(), input.dtype()});
  auto& entries = programs_->entries;
  auto entry = std::find_if(entries.begin(), entries.end(),
                            [&](const auto& each) { return each.inputs == specs; });
  if (entry == entries.end()) {
    auto recording = record(specs, function);
    entries.push_front({specs, std::move(recording.outputs), Program(recording.traced)});
    entry = entries.begin();
  }
  return entry->outputs.with(entry->program(inputs));
}

}  // namespace keras::compiler
