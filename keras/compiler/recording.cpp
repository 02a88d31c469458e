#include "keras/compiler/recording.hpp"

namespace keras::compiler {

Recording record(const std::vector<Spec>& arguments, const TensorFunction& function) {
  const graph::Trace trace;
  Recording recording;
  auto& traced = recording.traced;
  for (const auto& argument : arguments) traced.arguments.push_back(graph::placeholder(argument));
  recording.outputs = function(traced.arguments);
  traced.results = recording.outputs.flat();
  traced.updates = trace.updates();
  return recording;
}

}  // namespace keras::compiler
