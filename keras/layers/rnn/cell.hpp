// Internal: what recurrent layers know of their cells.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/structure.hpp"

namespace keras::layers {

/// What a cell makes of one step: the output and the new states.
struct CellResult {
  Tensor output;
  std::vector<Tensor> states;
};

/// A whole sequence at once.
struct CellSequence {
  Tensor outputs;              ///< (batch, steps, units), without what a mask does to them.
  std::vector<Tensor> states;  ///< After the last step.
};

/// The function that a recurrent layer repeats over the steps of a sequence.
class Cell {
 public:
  using Step = std::function<CellResult(const Tensor& x, const std::vector<Tensor>& states)>;

  virtual ~Cell() = default;
  virtual std::size_t state_count() const { return 1; }
  /// The shapes of the states, without the batch axis, for steps of shape `x` (batch, ...).
  virtual std::vector<Shape> state_shapes(const Shape& x) const = 0;
  /// Which of the states is the previous output.
  virtual std::size_t output_state() const { return 0; }
  /// The function for one pass over a sequence whose steps have shape `x`: what is dropped is drawn
  /// here, once for all steps.
  virtual Step begin(const Shape& x, bool training) const = 0;
  /// The same for all steps of `x` (batch, steps, features), where there is a faster way; where
  /// `mask` (batch, steps) is false the states stay as they are.
  virtual std::optional<CellSequence> run(const Tensor& /*x*/,
                                          const std::vector<Tensor>& /*states*/,
                                          const Tensor& /*mask*/, bool /*training*/) const {
    return {};
  }
};

/// A cell called by itself on the input and then the states: the output, then the new states.
Tensors call_cell(const Cell& cell, const std::string& path, const Tensors& inputs, bool training);

}  // namespace keras::layers
