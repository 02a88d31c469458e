#include "keras/layers/rnn/cell.hpp"

#include "keras/core/error.hpp"

namespace keras::layers {

Tensors call_cell(const Cell& cell, const std::string& path, const Tensors& inputs, bool training) {
  const auto& flat = inputs.flat();
  if (flat.size() != 1 + cell.state_count())
    fail(path, ": an input and ", cell.state_count(), " states are wanted; received ", flat.size(),
         " tensors");
  const auto step = cell.begin(flat[0].shape(), training);
  auto result = step(flat[0], {flat.begin() + 1, flat.end()});
  result.states.insert(result.states.begin(), std::move(result.output));
  return result.states;
}

}  // namespace keras::layers
